package io.acexy.core.derived;

import java.util.List;
import java.util.Objects;

/**
 * A program through which streams go: it reads transport stream from its standard input and writes transport stream to its
 * standard output, for as long as there is some.
 *
 * @param name what players call it
 * @param command the program and its arguments, which are given to it as they are: no shell reads them
 */
public record Profile(String name, List<String> command) {

    public Profile {
        Objects.requireNonNull(name);
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a profile without a program: " + name);
        }
    }

    /** What is to be executed. */
    public String program() {
        return command.get(0);
    }
}
