package io.acexy.it.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The proxy's files and its processes, one after the other at one address. Commands come from one thread at a time. */
final class House implements AutoCloseable {

    /** The key that always opens. */
    static final String KEY = "the-houses-own-key";

    /** The mark of those who have the key that is changed now and then. */
    static final String GUESTS = "guests";

    /** How long those may stay whose process has handed over. */
    static final int DRAIN_SECONDS = 40;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private static final String SETTINGS =
            """
            acexy.listen.addr=127.0.0.1:%d
            acexy.orch.url=%s
            acexy.orch.apikey=%s
            acexy.orch.health.interval=3s
            acexy.host=127.0.0.1
            acexy.port=1
            acexy.max.streams.per.engine=16
            acexy.access.keys.file=%s
            acexy.allow.play=
            acexy.channels.file=%s
            acexy.guide=%s
            acexy.data=%s
            acexy.handover=%s
            acexy.drain.timeout=%ds
            acexy.tuner=true
            acexy.tuner.count=16
            acexy.profiles=%s
            acexy.chunk.window=400ms
            acexy.linger=5s
            acexy.write.timeout=30s
            acexy.m3u8.stream.timeout=20s
            acexy.session.timeout=10s
            acexy.buffer.size=1MiB
            acexy.zapping=false
            acexy.metrics.content=true
            acexy.log.access=%s
            """;

    private final SoakOptions options;
    private final Stand stand;
    private final InetSocketAddress address;
    private final List<ProxyProcess> processes = new ArrayList<>();
    private volatile String guestKey = "guests-key-0";
    private volatile String process = "process 0";
    private int keys;
    private int changes;

    House(SoakOptions options, Stand stand) throws IOException {
        this.options = options;
        this.stand = stand;
        Files.createDirectories(options.folder());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        writeKeys();
        writeChannels();
        writeGuide();
        settings("");
    }

    InetSocketAddress address() {
        return address;
    }

    String guestKey() {
        return guestKey;
    }

    /** The mark of those who come now. */
    String process() {
        return process;
    }

    ProxyProcess current() {
        return processes.get(processes.size() - 1);
    }

    List<ProxyProcess> processes() {
        return List.copyOf(processes);
    }

    private Path file(String name) {
        return options.folder().resolve(name).toAbsolutePath();
    }

    /** Starts a process; where one runs already, it takes over. */
    ProxyProcess next() throws IOException, InterruptedException {
        int number = processes.size() + 1;
        ProxyProcess next =
                ProxyProcess.start(options, number, file("acexy.properties"), file("proxy-" + number + ".log"));
        processes.add(next);
        next.await(number == 1 ? "listening" : "taken over");
        process = "process " + number;
        return next;
    }

    /** Another key for guests; the one before opens nothing any more. */
    void changeKey() throws IOException {
        guestKey = "guests-key-" + ++keys;
        writeKeys();
    }

    private void writeKeys() throws IOException {
        write("keys", "house=" + KEY + "\nguests=" + guestKey + "\n");
    }

    /** Settings that differ from those before in something that applies at once. */
    void changeSettings() throws IOException {
        settings("acexy.limit.players=" + (1000 + ++changes) + "\n");
    }

    /** Settings that are wrong. */
    void spoilSettings() throws IOException {
        settings("acexy.limit.players=few\n");
    }

    /** Settings as they were at first. */
    void restoreSettings() throws IOException {
        settings("");
    }

    private void settings(String more) throws IOException {
        write(
                "acexy.properties",
                SETTINGS.formatted(
                                address.getPort(),
                                stand.orchestrator.url(),
                                Stand.ORCHESTRATOR_KEY,
                                file("keys"),
                                file("channels.txt"),
                                file("guide.xml"),
                                file("data"),
                                file("handover"),
                                DRAIN_SECONDS,
                                Stand.hasFfmpeg() ? "aac" : "",
                                file("access.log"))
                        + more);
    }

    private void writeChannels() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Programme.Channel channel : stand.programme.channels) {
            lines.append("[%s]\nname = Channel %d\ncontent = %s\ncontent = %s\n"
                    .formatted(
                            channel.id(),
                            channel.number(),
                            channel.first().id(),
                            channel.second().id()));
        }
        write("channels.txt", lines.toString());
    }

    private void writeGuide() throws IOException {
        StringBuilder guide = new StringBuilder("<tv>");
        Instant begin = Instant.now().minusSeconds(1800);
        for (Programme.Channel channel : stand.programme.channels) {
            for (int hour = 0; hour < 24; hour++) {
                guide.append("<programme channel=\"%s\" start=\"%s\" stop=\"%s\"><title>Part %d</title></programme>\n"
                        .formatted(
                                channel.id(),
                                TIME.format(begin.plusSeconds(hour * 3600L)),
                                TIME.format(begin.plusSeconds((hour + 1) * 3600L)),
                                hour));
            }
        }
        write("guide.xml", guide.append("</tv>\n").toString());
    }

    /** In one step, because it is read at any time. */
    private void write(String name, String text) throws IOException {
        Path next = Files.writeString(file(name + ".next"), text);
        Files.move(next, file(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        processes.forEach(ProxyProcess::close);
    }
}
