package io.acexy.orchestrator.message;

import java.util.Locale;
import java.util.Optional;

/** What kind of name a content has. The orchestrator refuses any other word, {@code id} among them. */
public enum KeyType {
    CONTENT_ID,
    INFOHASH,
    URL,
    MAGNET;

    /** The word in the message. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that a parameter of the engine's API names: {@code id} and {@code content_id} are the same. */
    public static Optional<KeyType> ofEngineParameter(String parameter) {
        return switch (parameter) {
            case "id", "content_id" -> Optional.of(CONTENT_ID);
            case "infohash" -> Optional.of(INFOHASH);
            case "url" -> Optional.of(URL);
            case "magnet" -> Optional.of(MAGNET);
            default -> Optional.empty();
        };
    }
}
