package io.acexy.it.api;

import io.acexy.it.support.JsonText;
import io.acexy.testkit.OpenApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an OpenAPI document says may be asked, and what may be answered. */
final class Documented {

    private final Map<String, Object> document;
    private final OpenApi schemas;

    Documented(String text) throws IOException {
        document = JsonText.object(text);
        schemas = new OpenApi(text);
    }

    /** A parameter: {@code in} is path, query or header. */
    record Parameter(String name, String in, Map<String, Object> schema) {}

    /** Something that may be asked. */
    record Operation(String method, String path, List<Parameter> parameters, Map<String, Object> answers) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        object(document.get("paths")).forEach((path, item) -> object(item)
                .forEach((method, operation) -> operations.add(operation(path, method, object(operation)))));
        return operations;
    }

    private Operation operation(String path, String method, Map<String, Object> operation) {
        List<Parameter> parameters = new ArrayList<>();
        if (operation.get("parameters") instanceof List<?> all) {
            for (Object one : all) {
                Map<String, Object> said = resolved(one);
                parameters.add(new Parameter(
                        (String) said.get("name"), (String) said.get("in"), resolved(said.get("schema"))));
            }
        }
        return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, object(operation.get("responses")));
    }

    /** What is wrong with an answer; nothing when it is one that the document has. */
    Optional<String> complaint(Operation operation, int status, String type, String body) {
        if (!operation.answers().containsKey(String.valueOf(status))) {
            return Optional.of("an answer " + status + " is not documented");
        }
        Map<String, Object> contents =
                object(resolved(operation.answers().get(String.valueOf(status))).get("content"));
        if (contents.isEmpty()) {
            return body.isEmpty() ? Optional.empty() : Optional.of("a body is not documented");
        }
        String media = type == null ? "" : type.split(";", 2)[0];
        if (!contents.containsKey(media)) {
            return Optional.of("a body of " + type + " is not documented");
        }
        Object schema = object(object(contents.get(media)).get("schema")).get("$ref");
        if (schema == null || !media.endsWith("json")) {
            return Optional.empty();
        }
        List<String> complaints = schemas.complaints(schema.toString().replaceAll(".*/", ""), body);
        return complaints.isEmpty() ? Optional.empty() : Optional.of(complaints.toString());
    }

    private Map<String, Object> resolved(Object value) {
        Map<String, Object> said = object(value);
        if (!(said.get("$ref") instanceof String way)) {
            return said;
        }
        Map<String, Object> found = document;
        for (String step : way.substring("#/".length()).split("/", -1)) {
            found = object(found.get(step));
        }
        return found;
    }

    @SuppressWarnings("unchecked") // JsonText has made it
    private static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
