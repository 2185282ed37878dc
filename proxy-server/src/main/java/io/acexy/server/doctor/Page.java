package io.acexy.server.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a GET was answered.
 *
 * @param date of the answer, in milliseconds of the epoch; 0 where it has none
 */
record Page(int status, String body, long date) {

    private static final int MOST = 64 * 1024;

    /**
     * Asks, without a key, and without a proxy that the JVM may have been given for other purposes.
     *
     * @throws IOException when there is no whole answer within that time
     */
    static Page get(URI url, Duration patience) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        long end = System.nanoTime() + patience.toNanos();
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("the answer is not HTTP");
            }
            InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            return new Page(status, body == null ? "" : read(body, end, patience), connection.getDate());
        } finally {
            connection.disconnect();
        }
    }

    private static String read(InputStream body, long end, Duration patience) throws IOException {
        byte[] bytes = new byte[MOST];
        int length = 0;
        while (length < bytes.length) {
            int read = body.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (System.nanoTime() > end) {
                throw new IOException("the answer was not complete within " + patience.toMillis() + " ms");
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
