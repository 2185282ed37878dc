package io.acexy.core.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What an engine says of a running session: the answer of its {@code stat_url}.
 *
 * @param known false when the engine no longer knows the session ("unknown playback session id")
 * @param status {@code prebuf}, {@code dl} and others, or null
 * @param peers peers connected; -1 when not said
 * @param downloaded bytes from the swarm, ever; only its growth means anything, as it survives sessions; -1 when not said
 * @param speedDown KiB/s from the swarm; -1 when not said
 * @param speedUp KiB/s to the swarm; -1 when not said
 */
public record EngineStat(boolean known, String status, int peers, long downloaded, int speedDown, int speedUp) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Reads an answer; null when it is none. */
    static EngineStat read(String body) {
        EngineStat stat = null;
        boolean error = false;
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("response") && value == JsonToken.START_OBJECT) {
                    stat = readResponse(parser);
                } else {
                    error |= name.equals("error")
                            && value == JsonToken.VALUE_STRING
                            && !parser.getText().isBlank();
                    parser.skipChildren();
                }
            }
        } catch (IOException notJson) {
            return null;
        }
        return stat == null && error ? new EngineStat(false, null, -1, -1, -1, -1) : stat;
    }

    private static EngineStat readResponse(JsonParser parser) throws IOException {
        String status = null;
        int peers = -1;
        long downloaded = -1;
        int down = -1;
        int up = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "status" -> status = parser.getValueAsString();
                case "peers" -> peers = parser.getValueAsInt(-1);
                case "downloaded" -> downloaded = parser.getValueAsLong(-1);
                case "speed_down", "speedDown" -> down = parser.getValueAsInt(-1);
                case "speed_up", "speedUp" -> up = parser.getValueAsInt(-1);
                default -> parser.skipChildren();
            }
        }
        return new EngineStat(true, status, peers, downloaded, down, up);
    }
}
