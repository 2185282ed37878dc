package io.acexy.simulator.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of 127.0.0.1 that refuses connections and that nobody else is given: bound, and not listening. Any thread may call;
 * nothing blocks.
 */
public final class HeldPort implements AutoCloseable {

    private final Socket socket = new Socket();

    /**
     * Holds a port.
     *
     * @param port which; 0 takes a free one
     * @throws UncheckedIOException if it is taken
     */
    public HeldPort(int port) {
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be held", e);
        }
    }

    public int port() {
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
