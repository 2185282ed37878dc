package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The checks of event bodies by dialect A, which are those of pydantic 2: all complaints of a body together, each with its
 * place. Seen at work; the choice of messages for rarer mistakes is a guess.
 */
final class EventChecks {

    private static final Set<String> KEY_TYPES = Set.of("content_id", "infohash", "url", "magnet");

    private final List<Object> place;
    private final List<JsonObject> complaints = new ArrayList<>();

    private EventChecks(List<Object> place) {
        this.place = place;
    }

    /** Complaints of a started event, none if it is right. */
    static List<JsonObject> started(JsonObject body, List<Object> place) {
        EventChecks checks = new EventChecks(place);
        checks.optionalText(body, "container_id");
        JsonObject engine = checks.object(body, "engine");
        checks.text(engine, "engine", "host");
        checks.integer(engine, "engine", "port");
        JsonObject stream = checks.object(body, "stream");
        checks.keyType(stream);
        checks.text(stream, "stream", "key");
        JsonObject session = checks.object(body, "session");
        checks.text(session, "session", "playback_session_id");
        checks.url(session, "stat_url");
        checks.url(session, "command_url");
        checks.integer(session, "session", "is_live");
        checks.labels(body);
        return checks.complaints;
    }

    /** Complaints of an ended event. */
    static List<JsonObject> ended(JsonObject body, List<Object> place) {
        EventChecks checks = new EventChecks(place);
        checks.optionalText(body, "container_id");
        checks.optionalText(body, "stream_id");
        checks.optionalText(body, "reason");
        return checks.complaints;
    }

    /** One complaint in pydantic's form. */
    static JsonObject complaint(String type, List<Object> place, String message, Object input) {
        return new JsonObject()
                .with("type", type)
                .with("loc", place)
                .with("msg", message)
                .with("input", input);
    }

    private void complain(String type, String message, Object input, String... path) {
        List<Object> where = new ArrayList<>(place);
        where.addAll(List.of(path));
        complaints.add(complaint(type, where, message, input));
    }

    /** The object, or null after a complaint. */
    private JsonObject object(JsonObject body, String name) {
        Object value = body.get(name);
        if (value instanceof JsonObject object) {
            return object;
        }
        if (body.containsKey(name)) {
            complain("model_attributes_type", "Input should be a valid dictionary", value, name);
        } else {
            complain("missing", "Field required", body, name);
        }
        return null;
    }

    private void text(JsonObject parent, String parentName, String name) {
        if (parent == null || parent.get(name) instanceof String) {
            return;
        }
        if (parent.containsKey(name)) {
            complain("string_type", "Input should be a valid string", parent.get(name), parentName, name);
        } else {
            complain("missing", "Field required", parent, parentName, name);
        }
    }

    private void optionalText(JsonObject body, String name) {
        Object value = body.get(name);
        if (value != null && !(value instanceof String)) {
            complain("string_type", "Input should be a valid string", value, name);
        }
    }

    /** Pydantic takes a number, a boolean and a text of digits for an integer. */
    private void integer(JsonObject parent, String parentName, String name) {
        if (parent == null) {
            return;
        }
        Object value = parent.get(name);
        boolean digits = value instanceof String text && text.matches("-?\\d{1,18}");
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean || digits) {
            return;
        }
        if (!parent.containsKey(name)) {
            complain("missing", "Field required", parent, parentName, name);
        } else if (value instanceof String) {
            String message = "Input should be a valid integer, unable to parse string as an integer";
            complain("int_parsing", message, value, parentName, name);
        } else {
            complain("int_type", "Input should be a valid integer", value, parentName, name);
        }
    }

    private void keyType(JsonObject stream) {
        if (stream == null) {
            return;
        }
        Object value = stream.get("key_type");
        if (!stream.containsKey("key_type")) {
            complain("missing", "Field required", stream, "stream", "key_type");
        } else if (!(value instanceof String) || !KEY_TYPES.contains(value)) {
            String expected = "'content_id', 'infohash', 'url' or 'magnet'";
            complain("literal_error", "Input should be " + expected, value, "stream", "key_type");
            complaints.get(complaints.size() - 1).with("ctx", JsonObject.of("expected", expected));
        }
    }

    private void url(JsonObject session, String name) {
        if (session == null) {
            return;
        }
        Object value = session.get(name);
        if (!session.containsKey(name)) {
            complain("missing", "Field required", session, "session", name);
        } else if (!(value instanceof String text) || !isAbsolute(text)) {
            String reason = "".equals(value) ? "input is empty" : "relative URL without a base";
            complain("url_parsing", "Input should be a valid URL, " + reason, value, "session", name);
            complaints.get(complaints.size() - 1).with("ctx", JsonObject.of("error", reason));
        }
    }

    private static boolean isAbsolute(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void labels(JsonObject body) {
        Object value = body.get("labels");
        if (value instanceof JsonObject labels) {
            labels.forEach((name, label) -> {
                if (!(label instanceof String)) {
                    complain("string_type", "Input should be a valid string", label, "labels", name);
                }
            });
        } else if (value != null) {
            complain("dict_type", "Input should be a valid dictionary", value, "labels");
        }
    }
}
