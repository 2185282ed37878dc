package io.acexy.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/api.md} out of the OpenAPI document. */
public final class ApiDocs {

    private static final String HEAD =
            """
            # The status API

            <!-- Written by `java -cp proxy-server/target/acexy.jar io.acexy.server.api.ApiDocs`. Change openapi.json, not this page. -->

            """;

    private final JsonTree document;
    private final StringBuilder page = new StringBuilder(HEAD);

    private ApiDocs(JsonTree document) {
        this.document = document;
    }

    /** Prints the page. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.print(markdown());
        out.flush();
    }

    /** The page, with a line feed after each line. */
    public static String markdown() {
        ApiDocs docs = new ApiDocs(JsonTree.of(document()));
        docs.write();
        return docs.page.toString();
    }

    /** The document as it is served. */
    static String document() {
        try (InputStream file = ApiDocs.class.getResourceAsStream("openapi.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.json", e);
        }
    }

    private void write() {
        line(text(document.at("info").get("summary")));
        line("");
        line(text(document.at("info").get("description")) + " The same for programs is at `/api/v1/openapi.json`"
                + " (OpenAPI 3.1).");
        document.at("paths").forEach((path, item) -> JsonTree.object(item)
                .forEach((method, operation) -> operation(path, method, JsonTree.object(operation))));
        line("");
        line("## Bodies");
        line("");
        line("Fields in *italics* are missing where they have nothing to say.");
        document.at("components", "schemas").forEach((name, schema) -> schema(name, JsonTree.object(schema)));
    }

    private void operation(String path, String method, Map<String, Object> operation) {
        line("");
        line("## " + method.toUpperCase(Locale.ROOT) + " " + path);
        line("");
        line(text(operation.get("summary")) + "."
                + (operation.containsKey("description") ? " " + text(operation.get("description")) : ""));
        List<Object> parameters = JsonTree.list(operation.get("parameters"));
        if (!parameters.isEmpty()) {
            line("");
            line("| parameter | in | what |");
            line("|---|---|---|");
            parameters.forEach(one -> parameter(resolved(one)));
        }
        line("");
        line("| status | what | body |");
        line("|---|---|---|");
        JsonTree.object(operation.get("responses")).forEach((status, response) -> response(status, resolved(response)));
    }

    private void parameter(Map<String, Object> parameter) {
        Map<String, Object> schema = JsonTree.object(parameter.get("schema"));
        String usual = schema.containsKey("default") ? " Default: " + text(schema.get("default")) + "." : "";
        line("| `" + text(parameter.get("name")) + "` | " + text(parameter.get("in")) + " | "
                + text(parameter.get("description")) + " " + form(schema) + "." + usual + " |");
    }

    private void response(String status, Map<String, Object> response) {
        String bodies = JsonTree.object(response.get("content")).entrySet().stream()
                .map(body -> {
                    String schema = form(
                            JsonTree.object(JsonTree.object(body.getValue()).get("schema")));
                    return "`" + body.getKey() + "`" + (schema.startsWith("[") ? " " + schema : "");
                })
                .collect(Collectors.joining(", "));
        line("| " + status + " | " + text(response.get("description")) + " | " + bodies + " |");
    }

    private void schema(String name, Map<String, Object> schema) {
        line("");
        line("### " + name);
        line("");
        line(text(schema.get("description")));
        Map<String, Object> fields = JsonTree.object(schema.get("properties"));
        if (!fields.isEmpty()) {
            line("");
            line("| field | form | what |");
            line("|---|---|---|");
            List<Object> required = JsonTree.list(schema.get("required"));
            fields.forEach((field, one) -> field(field, JsonTree.object(one), required.contains(field), ""));
        }
    }

    /** A field, and those of an object that has no name of its own. */
    private void field(String name, Map<String, Object> schema, boolean required, String within) {
        String shown = required ? "`" + within + name + "`" : "*`" + within + name + "`*";
        line("| " + shown + " | " + form(schema) + " | " + text(schema.get("description")) + " |");
        Map<String, Object> inner = JsonTree.object(schema.get("properties"));
        List<Object> needed = JsonTree.list(schema.get("required"));
        inner.forEach((field, one) -> field(field, JsonTree.object(one), needed.contains(field), within + name + "."));
    }

    private String form(Map<String, Object> schema) {
        if (schema.containsKey("$ref")) {
            String name = last(text(schema.get("$ref")));
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (schema.containsKey("enum")) {
            return JsonTree.list(schema.get("enum")).stream()
                    .map(word -> "`" + word + "`")
                    .collect(Collectors.joining(", "));
        }
        String type = text(schema.get("type"));
        if (type.equals("array")) {
            return "list of " + form(JsonTree.object(schema.get("items")));
        }
        String range = schema.containsKey("maximum")
                ? ", " + text(schema.get("minimum")) + " to " + text(schema.get("maximum"))
                : "";
        String format = schema.containsKey("format") ? ", " + text(schema.get("format")) : "";
        String pattern = schema.containsKey("pattern") ? ", `" + text(schema.get("pattern")) + "`" : "";
        return type + range + format + pattern;
    }

    /** What a reference leads to. */
    private Map<String, Object> resolved(Object value) {
        Map<String, Object> object = JsonTree.object(value);
        if (!object.containsKey("$ref")) {
            return object;
        }
        String[] way = text(object.get("$ref")).substring(2).split("/", -1);
        return document.at(way);
    }

    private static String last(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static String text(Object value) {
        return JsonTree.text(value);
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
