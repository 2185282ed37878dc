package io.acexy.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of files; whether the file is there is another question. */
public enum PathKind implements ValueKind<Path> {
    INSTANCE;

    @Override
    public Path parse(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path", e);
        }
    }

    @Override
    public void check(Path value) {
        // any path is allowed
    }

    @Override
    public String print(Path value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "the path of a file, or empty for none";
    }
}
