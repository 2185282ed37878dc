package io.acexy.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;

/** An OpenAPI 3.1 document, to hold bodies against: its schemas are JSON Schema 2020-12. */
public final class OpenApi {

    private static final String URI = "https://acexy.test/openapi.json";

    private final SchemaRegistry registry;

    /**
     * Takes a document.
     *
     * @param document as it is served
     */
    public OpenApi(String document) {
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(URI, document)));
    }

    /**
     * What is wrong with a body; nothing when all is well.
     *
     * @param schema its name below {@code components/schemas}
     */
    public List<String> complaints(String schema, String body) {
        Schema found = registry.getSchema(SchemaLocation.of(URI + "#/components/schemas/" + schema));
        List<Error> errors = found.validate(
                body,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.stream().map(Error::toString).toList();
    }

    /** As {@link #complaints}, and fails when there are any. */
    public void check(String schema, String body) {
        List<String> complaints = complaints(schema, body);
        if (!complaints.isEmpty()) {
            throw new AssertionError("no " + schema + ": " + complaints + " in " + body);
        }
    }
}
