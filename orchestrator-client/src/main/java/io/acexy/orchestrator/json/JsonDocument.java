package io.acexy.orchestrator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON document from a body that nobody has vouched for. Depth, length of names and numbers, and the number of
 * values are bounded, so that a small hostile body cannot become a large heap. Stateless and safe for any thread.
 */
public final class JsonDocument {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME_LENGTH = 1024;
    private static final int MAX_NUMBER_LENGTH = 64;

    /** About fifty bytes of heap each: 300,000 is what 4 MiB of honest engine list holds, and about 15 MiB at most. */
    private static final int MAX_VALUES = 300_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .enable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private int values;

    private JsonDocument() {}

    /** The document, or nothing when the body is empty, is no JSON, breaks off, breaks a bound or goes on after its end. */
    public static Optional<JsonView> parse(String body) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            JsonView document = new JsonDocument().read(parser);
            return parser.nextToken() == null ? Optional.of(document) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private JsonView read(JsonParser parser) throws IOException {
        if (++values > MAX_VALUES) {
            throw new IOException("more than " + MAX_VALUES + " values");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> new JsonView(readMembers(parser));
            case START_ARRAY -> new JsonView(readItems(parser));
            case VALUE_STRING -> new JsonView(parser.getText());
            case VALUE_NUMBER_INT -> new JsonView(readWholeNumber(parser));
            case VALUE_NUMBER_FLOAT -> new JsonView(parser.getDoubleValue());
            case VALUE_TRUE -> new JsonView(true);
            case VALUE_FALSE -> new JsonView(false);
            case VALUE_NULL -> JsonView.ABSENT;
            default -> throw new IOException("no value begins with " + parser.currentToken());
        };
    }

    private static Object readWholeNumber(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parser.getDoubleValue()
                : (Object) parser.getLongValue();
    }

    private Map<String, JsonView> readMembers(JsonParser parser) throws IOException {
        Map<String, JsonView> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            members.put(name, read(parser));
        }
        return members;
    }

    private List<JsonView> readItems(JsonParser parser) throws IOException {
        List<JsonView> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new IOException("the array does not end");
            }
            items.add(read(parser));
        }
        return items;
    }
}
