package io.acexy.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.http.JsonBody;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * One event, one JSON object in one line. Facts are members of the object itself, numbers are numbers. Logback's own JSON has
 * them as texts in a list of objects, where no tool that reads logs would look for them; its well-known replacement brings a
 * library that is as large as this program. Stateless; called by any thread.
 */
final class JsonLine extends LineEncoder {

    /** Of the event, whatever its facts are called. */
    private static final List<String> OWN = List.of("timestamp", "level", "logger", "thread", "message", "stack_trace");

    JsonLine(Mask mask) {
        super(mask);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] object = JsonBody.of(json -> write(json, event));
        byte[] line = Arrays.copyOf(object, object.length + 1);
        line[object.length] = '\n';
        return line;
    }

    private void write(JsonGenerator json, ILoggingEvent event) throws IOException {
        StringBuilder time = new StringBuilder(24);
        Words.appendTime(time, event.getTimeStamp());
        json.writeStringField("timestamp", time.toString());
        json.writeStringField("level", event.getLevel().toString());
        json.writeStringField("logger", event.getLoggerName());
        json.writeStringField("thread", event.getThreadName());
        json.writeStringField("message", mask.text(event.getFormattedMessage()));
        Set<String> taken = new HashSet<>(OWN);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                writePair(json, free(pair.key, taken), pair);
            }
        }
        for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
            writePair(json, free(entry.getKey(), taken), new KeyValuePair(entry.getKey(), entry.getValue()));
        }
        if (event.getThrowableProxy() != null) {
            json.writeStringField("stack_trace", mask.text(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    /** No name twice: what reads it would see one of both. */
    private static String free(String key, Set<String> taken) {
        String name = key;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    private void writePair(JsonGenerator json, String name, KeyValuePair pair) throws IOException {
        json.writeFieldName(name);
        if (pair.value == null) {
            json.writeNull();
        } else if (pair.value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (pair.value instanceof Long || pair.value instanceof Integer) {
            json.writeNumber(((Number) pair.value).longValue());
        } else {
            json.writeString(mask.value(pair.key, pair.value.toString()));
        }
    }
}
