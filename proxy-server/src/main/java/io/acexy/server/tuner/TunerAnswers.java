package io.acexy.server.tuner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.channels.Channel;
import io.acexy.server.http.Answer;
import io.acexy.server.http.JsonBody;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the device says of itself. Keys and their order are those of devices, as info.hdhomerun.com and their owners show them. */
final class TunerAnswers {

    static final String JSON = "application/json; charset=\"utf-8\"";
    static final String XML = "text/xml; charset=\"utf-8\"";
    static final String M3U = "audio/x-mpegurl; charset=\"utf-8\"";

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Of what a signal is, and a stream that plays has: it is whole. */
    private static final int WHOLE = 100;

    private TunerAnswers() {}

    static Answer of(String type, byte[] body) {
        return new Answer.Whole(
                HttpResponseStatus.OK, headers().set(HttpHeaderNames.CONTENT_TYPE, type), Unpooled.wrappedBuffer(body));
    }

    static Answer nothing() {
        return new Answer.Whole(HttpResponseStatus.OK, headers(), Unpooled.EMPTY_BUFFER);
    }

    private static HttpHeaders headers() {
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.SERVER, "HDHomeRun/1.0")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    }

    static Answer discover(TunerDevice device, String base) {
        return of(JSON, JsonBody.of(json -> {
            json.writeStringField("FriendlyName", device.name());
            json.writeStringField("ModelNumber", TunerDevice.MODEL);
            json.writeStringField("FirmwareName", TunerDevice.FIRMWARE);
            json.writeStringField("FirmwareVersion", TunerDevice.VERSION);
            json.writeStringField("DeviceID", device.id().toString());
            json.writeStringField("DeviceAuth", device.auth());
            json.writeStringField("BaseURL", base);
            json.writeStringField("LineupURL", base + "/lineup.json");
            json.writeNumberField("TunerCount", device.tuners());
        }));
    }

    /** A scan is over at once: channels are there, or they are not. */
    static Answer lineupStatus() {
        return of(JSON, JsonBody.of(json -> {
            json.writeNumberField("ScanInProgress", 0);
            json.writeNumberField("ScanPossible", 1);
            json.writeStringField("Source", "Cable");
            json.writeArrayFieldStart("SourceList");
            json.writeString("Cable");
            json.writeEndArray();
        }));
    }

    static Answer status(List<Optional<Channel>> tuners) {
        return of(JSON, array(json -> {
            for (int i = 0; i < tuners.size(); i++) {
                json.writeStartObject();
                json.writeStringField("Resource", "tuner" + i);
                if (tuners.get(i).isPresent()) {
                    Channel channel = tuners.get(i).get();
                    json.writeStringField("VctNumber", channel.number());
                    json.writeStringField("VctName", channel.name());
                    json.writeNumberField("SignalStrengthPercent", WHOLE);
                    json.writeNumberField("SignalQualityPercent", WHOLE);
                    json.writeNumberField("SymbolQualityPercent", WHOLE);
                }
                json.writeEndObject();
            }
        }));
    }

    static byte[] array(JsonBody.Fields elements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartArray();
            elements.writeTo(json);
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** For those who found the device by SSDP, or look here all the same (UPnP Device Architecture 1.0, 2.1). */
    static Answer description(TunerDevice device, String base) {
        String id = device.id().toString();
        return of(
                XML,
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<root xmlns=\"urn:schemas-upnp-org:device-1-0\">"
                                + "<specVersion><major>1</major><minor>0</minor></specVersion>"
                                + element("URLBase", base)
                                + "<device><deviceType>urn:schemas-upnp-org:device:MediaServer:1</deviceType>"
                                + element("friendlyName", device.name())
                                + "<manufacturer>Silicondust</manufacturer>"
                                + "<manufacturerURL>http://www.silicondust.com/</manufacturerURL>"
                                + element("modelDescription", TunerDevice.MODEL + " HDHomeRun")
                                + element("modelName", TunerDevice.MODEL)
                                + element("modelNumber", TunerDevice.MODEL)
                                + element("serialNumber", id)
                                + element(
                                        "UDN",
                                        "uuid:2c2a3f5e-0000-4000-8000-0000" + id.toLowerCase(java.util.Locale.ROOT))
                                + "</device></root>\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    static String element(String name, String text) {
        return '<' + name + '>' + escaped(text) + "</" + name + '>';
    }

    /** Control characters are in no document. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.append(c < ' ' ? ' ' : c);
            }
        }
        return safe.toString();
    }
}
