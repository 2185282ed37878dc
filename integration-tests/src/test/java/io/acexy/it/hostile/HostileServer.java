package io.acexy.it.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Answers each request with bytes that nobody checks, and then closes, or goes on for ever with others until the client has enough. It
 * listens at every address of the machine. A thread for each connection.
 */
final class HostileServer implements AutoCloseable {

    /** What is sent: a beginning, and what is repeated behind it for ever, or nothing, with a pause before each time. */
    record Reply(String beginning, String endless, Duration pause) {

        static Reply of(String text) {
            return of(text, "");
        }

        static Reply of(String text, String endless) {
            return new Reply(text, endless, Duration.ZERO);
        }

        static Reply drip(String text, String drop) {
            return new Reply(text, drop, Duration.ofMillis(50));
        }

        static Reply ok(String body) {
            return of("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }
    }

    private final ServerSocket socket;
    private final Function<String, Reply> replies;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    /** @param replies by the first line of the request */
    HostileServer(Function<String, Reply> replies) throws IOException {
        this.replies = replies;
        this.socket = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many have come at all. */
    int connections() {
        return connections.get();
    }

    /** How many are there. */
    int open() {
        return open.size();
    }

    /** How many bytes the system has taken. */
    long sent() {
        return sent.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.add(client);
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client) {
            String line = head(client.getInputStream());
            Reply reply = replies.apply(line);
            OutputStream out = client.getOutputStream();
            send(out, bytes(reply.beginning));
            byte[] endless = bytes(reply.endless);
            while (endless.length > 0) {
                LockSupport.parkNanos(reply.pause.toNanos()); // what is slow is what it sends
                send(out, endless);
            }
        } catch (IOException enough) {
            // the client has hung up
        } finally {
            open.remove(client);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void send(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        sent.addAndGet(bytes.length);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
