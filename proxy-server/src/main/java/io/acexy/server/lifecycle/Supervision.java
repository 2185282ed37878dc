package io.acexy.server.lifecycle;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * What the service manager that has started this process wants to hear of it, as sd_notify(3) and sd_watchdog_enabled(3) say.
 *
 * @param socket where it hears; of an abstract one the first character is NUL
 * @param watchdog after how long without a word it takes the process for stuck
 */
public record Supervision(Optional<String> socket, Optional<Duration> watchdog) {

    /** Nobody wants to hear anything. */
    public static final Supervision NONE = new Supervision(Optional.empty(), Optional.empty());

    private static final char ABSTRACT = '@';

    /**
     * Reads what was left in the environment; what it does not understand was not meant.
     *
     * @param pid of this process: what is meant for another one is not heard
     */
    public static Supervision of(Map<String, String> environment, long pid) {
        Optional<String> socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(path -> path.length() > 1)
                .flatMap(Supervision::path);
        return new Supervision(socket, socket.flatMap(there -> watchdog(environment, pid)));
    }

    private static Optional<String> path(String written) {
        return switch (written.charAt(0)) {
            case '/' -> Optional.of(written);
            case ABSTRACT -> Optional.of('\0' + written.substring(1));
            default -> Optional.empty(); // to the host of a virtual machine
        };
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        if (!whose.isEmpty() && !whose.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", ""));
            return Optional.of(Duration.of(micros, ChronoUnit.MICROS)).filter(time -> micros > 0);
        } catch (NumberFormatException notMeant) {
            return Optional.empty();
        }
    }
}
