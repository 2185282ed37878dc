package io.acexy.simulator.orchestrator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A port of 127.0.0.1 that refuses connections and that nobody else is given: bound, and not listening. Any thread may call;
 * nothing blocks.
 */
final class HeldPort implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Socket socket = new Socket();

    /**
     * Holds a port.
     *
     * @param port which; 0 takes a free one
     * @throws UncheckedIOException if it is taken
     */
    HeldPort(int port) {
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("port " + port + " cannot be held", e);
        }
    }

    /**
     * Holds a port that has just been closed. NIO gives a listening port back only when its selector comes round again, so
     * this may take a moment. Waits: not for event loops.
     *
     * @throws UncheckedIOException if it is still taken after some seconds
     */
    static HeldPort again(int port) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return new HeldPort(port);
            } catch (UncheckedIOException taken) {
                if (System.nanoTime() - deadline > 0) {
                    throw taken;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Gives the port back. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a held port cannot be released", e);
        }
    }
}
