package io.acexy.server.settings;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the system looks for programs.
 *
 * @param directories the variable {@code PATH}
 */
public record SearchPath(String directories) {

    /** Whether a program can be run by now, named as it would be to a shell. Looks at files: not for event loops. */
    public boolean has(String program) {
        if (program.indexOf(File.separatorChar) >= 0) {
            return isProgram(program, "");
        }
        return Stream.of(directories.split(File.pathSeparator, -1)).anyMatch(folder -> isProgram(folder, program));
    }

    private static boolean isProgram(String first, String more) {
        try {
            Path file = Path.of(first, more);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
