package io.acexy.server.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many connections the limit of open files leaves room for. */
public final class DescriptorLimit {

    /** For engines, logs, the jar and the event loops themselves. */
    private static final int RESERVE = 128;

    private static final String ROW = "Max open files";

    private DescriptorLimit() {}

    /** Linux only, and cheap: asking the platform's management bean would cost a tenth of the start-up time. */
    public static int connections() {
        try {
            return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                    .filter(line -> line.startsWith(ROW))
                    .mapToInt(DescriptorLimit::connections)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** @param row name, soft limit, hard limit, unit; the soft one may be a word */
    static int connections(String row) {
        String soft = row.substring(ROW.length()).strip().replaceFirst("\\s.*", "");
        try {
            long files = Long.parseLong(soft);
            return (int) Math.min(Integer.MAX_VALUE, Math.max(files / 2, files - RESERVE));
        } catch (NumberFormatException unlimited) {
            return Integer.MAX_VALUE;
        }
    }
}
