package io.acexy.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks as no library would: every header is the test's. */
final class RawAsking {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    /** An answer, as far as it says how long it is. */
    record Answered(int status, String head, String body) {}

    private RawAsking() {}

    /** @param lines headers, {@code Host} among them */
    static Answered ask(InetSocketAddress at, String method, String target, String... lines) throws IOException {
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.setSoTimeout(30_000);
            String request = method + ' ' + target + " HTTP/1.1\r\n" + String.join("\r\n", lines)
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            String head = head(in);
            Matcher length = LENGTH.matcher(head);
            boolean body = length.find() && !method.equals("HEAD");
            return new Answered(
                    Integer.parseInt(head.substring(9, 12)),
                    head,
                    body ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8) : "");
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the answer ends in its head: " + head);
            }
            bytes.write(next);
            head = next == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
        }
        return head;
    }
}
