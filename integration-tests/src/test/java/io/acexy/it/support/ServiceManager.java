package io.acexy.it.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stands in for one that has a socket unit: acexy.jar is its service, which has what comes at its socket. */
public final class ServiceManager implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src", "test", "resources", "activate.pl");

    private final AcexyProcess process;
    private final InetSocketAddress address;

    private ServiceManager(AcexyProcess process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Binds; the service is started when that is wanted, and then with these arguments. */
    public static ServiceManager of(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("perl", SCRIPT.toString()));
        command.addAll(AcexyProcess.command(args));
        AcexyProcess process = AcexyProcess.run(command, Map.of());
        int port = Integer.parseInt(process.await("bound to port").replaceAll(".* ", ""));
        return new ServiceManager(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Where it is served, or will be. */
    public InetSocketAddress address() {
        return address;
    }

    /** Starts the service, and waits until it listens. */
    public void startService() throws IOException {
        process.tell("start");
        process.await("listening");
    }

    /** Stops the service, and waits until it has ended. */
    public void stopService() throws IOException {
        process.children().forEach(ProcessHandle::destroy);
        process.await("ended");
    }

    @Override
    public void close() {
        process.children().forEach(ProcessHandle::destroyForcibly);
        process.close();
    }
}
