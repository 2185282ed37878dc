package io.acexy.server.access;

import io.acexy.server.settings.NamedKeysKind;
import io.acexy.server.settings.SecretsKind;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A file of keys, a {@code name=key} a line, or of secrets, one a line. Reads block: not for event loops. Used by one thread after the other. */
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
        return read(new LinkedHashMap<>(), NamedKeysKind::add, NamedKeysKind.INSTANCE::check);
    }

    /**
     * Reads all of it as secrets.
     *
     * @throws IOException as {@link #read()}
     */
    List<String> secrets() throws IOException {
        return read(new ArrayList<>(), (line, all) -> all.add(line), SecretsKind.INSTANCE::check);
    }

    private <T> T read(T all, BiConsumer<String, T> add, Consumer<T> check) throws IOException {
        seen = null;
        State now = state();
        if (now.size > LARGEST) {
            throw new IOException("it is larger than 4 MiB");
        }
        int number = 0;
        try {
            for (String line : Files.readString(path, StandardCharsets.UTF_8).split("\\R", -1)) {
                number++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    add.accept(text, all);
                }
            }
            check.accept(all);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("line " + number + ": " + e.getMessage(), e);
        }
        seen = now;
        return all;
    }

    /** What is wrong, for the operator. */
    static String words(IOException e) {
        return e.getMessage() == null || e instanceof FileSystemException
                ? "it cannot be read (" + e.getClass().getSimpleName() + ")"
                : e.getMessage();
    }

    private State state() throws IOException {
        return new State(Files.getLastModifiedTime(path), Files.size(path));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
