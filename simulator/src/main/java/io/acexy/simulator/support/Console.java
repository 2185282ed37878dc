package io.acexy.simulator.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes commands from standard input, one on a line. */
public final class Console {

    private Console() {}

    /**
     * Obeys a line at a time, until the input ends.
     *
     * @param obey takes the words of a command; an {@link IllegalArgumentException} says what is wrong with it
     * @return true once told to {@code quit}
     */
    public static boolean obeyAll(InputStream in, PrintStream out, Consumer<String[]> obey) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.trim().equals("quit")) {
                return true;
            }
            try {
                obey.accept(line.trim().split("\\s+"));
            } catch (IllegalArgumentException e) {
                out.println(e.getMessage());
            }
        }
        return false;
    }
}
