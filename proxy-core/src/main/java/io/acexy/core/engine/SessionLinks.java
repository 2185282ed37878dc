package io.acexy.core.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The successful answer to {@code /ace/getstream?format=json}: paths (with query) on the engine, never hosts. Engines build
 * absolute URLs from the {@code Host} header or from their own view of the network, so only the path is believed.
 *
 * @param playback path of the media
 * @param stat path of the statistics, or null (direct content has none)
 * @param command path of the commands, or null
 * @param infohash canonical content key, lower case, or null when the engine named none
 * @param sessionId {@code playback_session_id}, or null
 * @param live 1 live, 0 on demand, -1 not known yet
 * @param encrypted whether the engine says that the transport stream is encrypted
 */
public record SessionLinks(
        String playback, String stat, String command, String infohash, String sessionId, int live, boolean encrypted) {

    private static final JsonFactory JSON = new JsonFactory();

    /** What is written for "no error", besides an empty text. */
    private static final Set<String> NO_ERROR = Set.of("", "null", "none", "false", "0");

    /** The outcome of reading an answer: exactly one of the two is set. */
    public record Reading(SessionLinks links, EngineFault fault) {}

    /** Reads the answer of a start call; whatever is wrong with it becomes a fault. */
    static Reading read(String body) {
        Draft draft = new Draft();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Reading(null, EngineFault.broken("engine's answer is not a JSON object"));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                draft.readMember(parser);
            }
        } catch (IOException notJson) {
            return new Reading(null, EngineFault.broken("engine's answer is not JSON"));
        }
        return draft.finish();
    }

    /** Path and query of an absolute or relative URL, if it is one of the paths that engines use; else null. */
    static String enginePath(String url) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            String path = uri.getRawPath();
            if (path == null || !(path.startsWith("/ace/") || path.startsWith("/content/")) || path.contains("/../")) {
                return null;
            }
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (URISyntaxException hostile) {
            return null;
        }
    }

    /** Appends a query parameter to a path that may have a query already. */
    static String withParameter(String path, String parameter) {
        return path + (path.indexOf('?') >= 0 ? '&' : '?') + parameter;
    }

    /** What has been read so far. */
    private static final class Draft {
        private String playback;
        private String stat;
        private String command;
        private String infohash;
        private String sessionId;
        private int live = -1;
        private boolean encrypted;
        private String error;
        private String reason;

        void readMember(JsonParser parser) throws IOException {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "response" -> readResponse(parser, value);
                case "error" -> error = readError(parser, value);
                case "extra_data" -> reason = readReason(parser, value);
                default -> parser.skipChildren();
            }
        }

        private void readResponse(JsonParser parser, JsonToken start) throws IOException {
            if (start != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "playback_url" -> playback = enginePath(parser.getValueAsString());
                    case "stat_url" -> stat = enginePath(parser.getValueAsString());
                    case "command_url" -> command = enginePath(parser.getValueAsString());
                    case "infohash" -> infohash = parser.getValueAsString();
                    case "playback_session_id" -> sessionId = parser.getValueAsString();
                    case "is_live" -> live = parser.getValueAsInt(-1);
                    case "is_encrypted" -> encrypted = parser.getValueAsInt(0) == 1;
                    default -> {}
                }
                parser.skipChildren(); // what is of another type than expected counts as missing
            }
        }

        /**
         * A string here, an object with a message in the engine's other envelopes. Null where it says that there is none,
         * in whatever way: loosely written clients and gateways have {@code false} and {@code 0} for it.
         */
        private static String readError(JsonParser parser, JsonToken value) throws IOException {
            if (value == JsonToken.START_OBJECT) {
                String message = "";
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (name.equals("message")) {
                        message = parser.getValueAsString("");
                    }
                    parser.skipChildren();
                }
                return message;
            }
            String text = parser.getValueAsString("");
            parser.skipChildren();
            return NO_ERROR.contains(text.strip().toLowerCase(Locale.ROOT)) ? null : text;
        }

        private static String readReason(JsonParser parser, JsonToken value) throws IOException {
            String reason = null;
            if (value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (name.equals("reason")) {
                        reason = parser.getValueAsString();
                    }
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
            return reason;
        }

        Reading finish() {
            if (error != null && !error.isBlank()) {
                return new Reading(null, EngineFault.ofText(reason == null ? error : error + " (" + reason + ")"));
            }
            if (playback == null) {
                return new Reading(null, EngineFault.broken("engine's answer has no usable playback URL"));
            }
            String key = ContentId.isHash(infohash) ? infohash.toLowerCase(Locale.ROOT) : null;
            return new Reading(new SessionLinks(playback, stat, command, key, sessionId, live, encrypted), null);
        }
    }
}
