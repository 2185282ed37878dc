package io.acexy.server.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A site that answers byte for byte what a test tells it to, also what no server should. */
public final class Site implements AutoCloseable {

    /** Writes a whole answer, head and all. */
    public interface Script {
        void answer(OutputStream out, List<String> head) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<List<String>> heads = Collections.synchronizedList(new ArrayList<>());

    public Site() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "site");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread thread = new Thread(() -> serve(connection), "site-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            heads.add(head);
            String path = head.get(0).split(" ", 3)[1];
            scripts.get(path).answer(connection.getOutputStream(), head);
        } catch (IOException e) {
            // the other side has had enough
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Site on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    public Site on(String path, String answer) {
        return on(path, (out, head) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    public static String ok(String body, String... headers) {
        return "HTTP/1.1 200 OK\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    public static String redirect(String location) {
        return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public List<List<String>> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
