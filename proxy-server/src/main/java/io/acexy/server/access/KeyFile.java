package io.acexy.server.access;

import io.acexy.server.settings.NamedKeysKind;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file of keys, a {@code name=key} a line. Reads block: not for event loops. Used by one thread after the other. */
final class KeyFile {

    private static final long LARGEST = 4 << 20;

    private final Path path;
    private State seen;

    /** What tells whether a file has changed without reading it. */
    private record State(FileTime modified, long size) {}

    KeyFile(Path path) {
        this.path = path;
    }

    /** Whether it is another than when it was last read, as far as its date and its size tell. */
    boolean hasChanged() {
        try {
            return !state().equals(seen);
        } catch (IOException gone) {
            return seen != null;
        }
    }

    /**
     * Reads all of it.
     *
     * @throws IOException with what is wrong, in words for the operator and without a key
     */
    Map<String, String> read() throws IOException {
        seen = null;
        State now = state();
        if (now.size > LARGEST) {
            throw new IOException("it is larger than 4 MiB");
        }
        Map<String, String> keys = new LinkedHashMap<>();
        int number = 0;
        try {
            for (String line : Files.readString(path, StandardCharsets.UTF_8).split("\\R", -1)) {
                number++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    NamedKeysKind.add(text, keys);
                }
            }
            NamedKeysKind.INSTANCE.check(keys);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("line " + number + ": " + e.getMessage(), e);
        }
        seen = now;
        return keys;
    }

    private State state() throws IOException {
        return new State(Files.getLastModifiedTime(path), Files.size(path));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
