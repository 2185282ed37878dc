package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** The real HAProxy, on a port of the loopback. */
public final class Haproxy implements AutoCloseable {

    private static final int TRIES = 5;

    private final InetSocketAddress address;
    private final Path control;
    private final ProcessHandle process;

    private Haproxy(InetSocketAddress address, Path control, ProcessHandle process) {
        this.address = address;
        this.control = control;
        this.process = process;
    }

    /**
     * Starts it. As a daemon, because its parent ends when it listens.
     *
     * @param folder for its files
     * @param backends sections of its configuration; the one named {@code default} serves
     */
    public static Haproxy start(Path folder, String backends) throws Exception {
        return start(folder, backends, "http");
    }

    private static Haproxy start(Path folder, String backends, String mode) throws Exception {
        return run(folder, (address, control) -> config(address, control, backends, mode));
    }

    /**
     * Starts it with a whole configuration, such as people copy.
     *
     * @param bind where it says that it listens, in the place of which a free port comes
     */
    public static Haproxy start(Path folder, String config, String bind, Map<String, String> changes) throws Exception {
        return run(folder, (address, control) -> {
            String changed = "global\n  stats socket " + control + "\n" + config;
            for (Map.Entry<String, String> change : changes.entrySet()) {
                assertThat(changed).contains(change.getKey());
                changed = changed.replace(change.getKey(), change.getValue());
            }
            return changed.replace(bind, "bind 127.0.0.1:" + address.getPort());
        });
    }

    private static Haproxy run(Path folder, BiFunction<InetSocketAddress, Path, String> text) throws Exception {
        Path control = folder.resolve("control");
        Path pid = folder.resolve("pid");
        String complaint = "";
        for (int i = 0; i < TRIES; i++) {
            // Somebody may take the port before HAProxy does: then another one.
            InetSocketAddress address = freeAddress();
            Path config = Files.writeString(folder.resolve("haproxy.cfg"), text.apply(address, control));
            Program.Result started = Program.run("haproxy", "-D", "-q", "-p", pid.toString(), "-f", config.toString());
            if (started.exitCode() == 0) {
                long id = Long.parseLong(Files.readString(pid).strip());
                return new Haproxy(address, control, ProcessHandle.of(id).orElseThrow());
            }
            complaint = started.output();
        }
        throw new AssertionError("haproxy does not start: " + complaint);
    }

    /** As {@link #start(Path, String)}, passing connections on as they are, with a head of the PROXY protocol. */
    public static Haproxy passingOn(Path folder, InetSocketAddress to, String head) throws Exception {
        return start(folder, "backend default\n  server acexy 127.0.0.1:" + to.getPort() + " " + head, "tcp");
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private static String config(InetSocketAddress address, Path control, String backends, String mode) {
        return """
                global
                  stats socket %s
                defaults
                  mode %s
                  timeout connect 4m
                  timeout client 4m
                  timeout server 4m
                  timeout check 4m
                frontend players
                  bind 127.0.0.1:%d
                  default_backend default
                %s
                """
                .formatted(control, mode, address.getPort(), backends);
    }

    public InetSocketAddress address() {
        return address;
    }

    public String url(String target) {
        return "http://127.0.0.1:" + address.getPort() + target;
    }

    /** What it knows of its servers: a table with commas. */
    public String statistics() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(control))) {
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
