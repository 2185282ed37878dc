package io.acexy.server.doctor;

import io.acexy.server.config.ListenConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.net.DescriptorLimit;
import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What the machine has to offer. */
final class Machine {

    private static final int FEW_CONNECTIONS = 1_000;
    private static final Instant PLAUSIBLE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SMALL = Duration.ofSeconds(5);
    private static final long MIB = 1 << 20;

    private Machine() {}

    static List<Look> looks(ProxyConfig config) {
        return List.of(
                Look.one("open files", () -> descriptors(connections(config))),
                Look.one("clock", () -> clock(Instant.now())),
                Look.one("memory", () -> memory(config)),
                Look.one("ffmpeg", () -> program("ffmpeg")));
    }

    private static int connections(ProxyConfig config) {
        int wanted = config.listen().maxConnections();
        return wanted > 0 ? Math.min(wanted, DescriptorLimit.connections()) : DescriptorLimit.connections();
    }

    static Finding listen(ListenConfig config) {
        String what = "listen " + config.address();
        InetSocketAddress address = config.address().toSocketAddress();
        if (address.isUnresolved()) {
            return Finding.wrong(what, "the host is not known", "choose another address with ACEXY_LISTEN_ADDR");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Finding.ok(what, address.getPort() == 0 ? "a free port is picked" : "free");
        } catch (IOException e) {
            boolean used = String.valueOf(e.getMessage()).contains("in use");
            return Finding.wrong(
                    what,
                    used ? "in use" : "cannot be listened on (" + e.getMessage() + ")",
                    used
                            ? "if that is not this proxy, which runs, choose another address with ACEXY_LISTEN_ADDR"
                            : "choose another address with ACEXY_LISTEN_ADDR");
        }
    }

    static Finding descriptors(int connections) {
        if (connections == Integer.MAX_VALUE) {
            return Finding.ok("open files", "no limit");
        }
        String found = "room for " + connections + " connections";
        return connections < FEW_CONNECTIONS
                ? Finding.warning(
                        "open files", found, "raise the limit: ulimit -n 65536, or LimitNOFILE of the service")
                : Finding.ok("open files", found);
    }

    static Finding clock(Instant now) {
        return now.isBefore(PLAUSIBLE)
                ? Finding.wrong("clock", "it says " + now, "set it: certificates, tokens and logs depend on it")
                : Finding.ok("clock", "it says " + now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    /**
     * @param theirs in whole seconds
     * @param before when they were asked
     * @param after when they had answered
     */
    static Finding clockDifference(String what, long theirs, long before, long after) {
        long most = Math.max(before - (theirs + 999), theirs - after);
        long seconds = TimeUnit.MILLISECONDS.toSeconds(Math.max(0, most));
        return seconds > SMALL.toSeconds()
                ? Finding.warning(
                        what,
                        "it differs from ours by " + seconds + " s",
                        "have both set by NTP: times in reports are ours")
                : Finding.ok(what, "as ours");
    }

    private static Finding memory(ProxyConfig config) {
        long direct = PlatformDependent.maxDirectMemory();
        return memory(
                config.streams().buffers().of(direct),
                direct,
                Runtime.getRuntime().maxMemory(),
                machineMemory());
    }

    static Finding memory(long rings, long direct, long heap, OptionalLong machine) {
        String found = "the rings of all streams may take " + rings / MIB + " of " + direct / MIB
                + " MiB for buffers, beside " + heap / MIB + " MiB of heap";
        if (machine.isPresent() && direct + heap > machine.getAsLong()) {
            return Finding.warning(
                    "memory",
                    found + ", and there are " + machine.getAsLong() / MIB,
                    "set -Xmx and -XX:MaxDirectMemorySize so that both fit, or the system may end the process");
        }
        return Finding.ok("memory", found);
    }

    /** Of the container, or else of the machine; Linux alone tells. */
    private static OptionalLong machineMemory() {
        try {
            Path limit = Path.of("/sys/fs/cgroup/memory.max");
            String limited = Files.isReadable(limit) ? Files.readString(limit).strip() : "max";
            if (limited.matches("\\d{1,18}")) {
                return OptionalLong.of(Long.parseLong(limited));
            }
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | NumberFormatException unknown) {
            return OptionalLong.empty();
        }
    }

    static Finding program(String name) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(name, "-version")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            return Finding.warning(name, "not found", "only what changes sound or picture for a player needs it");
        }
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String first = output.readLine();
            boolean ended = process.waitFor(Doctor.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return first != null && (!ended || process.exitValue() == 0)
                    ? Finding.ok(name, first.replaceAll(" Copyright.*", ""))
                    : Finding.warning(name, "does not run", "install it anew");
        } finally {
            process.destroyForcibly();
        }
    }
}
