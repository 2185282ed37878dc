package io.acexy.simulator.engine;

import io.acexy.simulator.engine.WireSettings.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes answers byte by byte, because an engine's answers are not always HTTP as a codec would write it. Every answer ends
 * its connection.
 */
final class Answer {

    static final String JSON = "application/json";
    static final String TEXT = "text/plain";

    private static final String SERVER = "Server: BaseHTTP/0.6 Python/3.10.12\r\n";
    private static final int FILLER = 64 * 1024;

    private Answer() {}

    static void json(EngineRequest request, Framing framing, String body) {
        send(request, framing, 200, JSON, body);
    }

    static void send(EngineRequest request, Framing framing, int status, String type, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Framing used = request.head().oldProtocol() && framing == Framing.CHUNKED ? Framing.CLOSE_DELIMITED : framing;
        StringBuilder head = head(status).append("Content-Type: ").append(type).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append(framingHeader(used, bytes.length)).append("\r\n");
        ByteBuf out = request.channel().alloc().buffer(head.length() + bytes.length + 16);
        ByteBufUtil.writeAscii(out, head);
        if (used == Framing.CHUNKED && bytes.length > 0) {
            ByteBufUtil.writeAscii(out, Integer.toHexString(bytes.length) + "\r\n");
        }
        out.writeBytes(bytes);
        if (used == Framing.CHUNKED) {
            ByteBufUtil.writeAscii(out, bytes.length > 0 ? "\r\n0\r\n\r\n" : "0\r\n\r\n");
        }
        finish(request.channel(), out);
    }

    private static String framingHeader(Framing framing, int length) {
        return switch (framing) {
            case CONTENT_LENGTH -> "Content-Length: " + length + "\r\n";
            case CHUNKED -> "Transfer-Encoding: chunked\r\n";
            case CLOSE_DELIMITED -> "";
        };
    }

    /** As engine 3.1 was seen to redirect: plain text, neither Content-Length nor chunks, ended by the socket. */
    static void redirect(EngineRequest request, String location) {
        send(
                request,
                Framing.CLOSE_DELIMITED,
                302,
                TEXT,
                "Redirect to " + location,
                "Location: " + location,
                "Access-Control-Allow-Origin: *");
    }

    /** Two status lines back to back, as the second reader of a session gets them. */
    static void doubleStatus(EngineRequest request, boolean secondFails, String mediaType) {
        String second = secondFails ? "HTTP/1.1 500 Internal Server Error\r\n" : "HTTP/1.1 200 OK\r\n";
        String answer = "HTTP/1.1 200 OK\r\n" + second + SERVER + "Content-Type: " + mediaType + "\r\n\r\n";
        finish(request.channel(), ascii(request.channel(), answer));
    }

    /** JSON that no bounded reader should swallow. */
    static void huge(EngineRequest request, int bytes) {
        Channel channel = request.channel();
        channel.write(ascii(channel, head(200) + "Content-Type: " + JSON + "\r\n\r\n{\"response\": {\"filler\": \""));
        ByteBuf filler = channel.alloc().buffer(FILLER).writeZero(FILLER);
        for (int i = 0; i < FILLER; i++) {
            filler.setByte(i, 'x');
        }
        for (int sent = 0; sent < bytes; sent += FILLER) {
            channel.write(filler.retainedDuplicate());
        }
        filler.release();
        finish(channel, ascii(channel, "\"}, \"error\": null}"));
    }

    /** Answers before the answer, where the script is of that kind (RFC 9110, 15.2). */
    static void informational(EngineRequest request, EngineScript script) {
        if (script == EngineScript.INFORMATIONAL_FIRST) {
            String answers = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
            request.channel().writeAndFlush(ascii(request.channel(), answers));
        }
    }

    /** A text packed with gzip. */
    static void packed(EngineRequest request, String type, String text) {
        ByteBuf body = new Gzip().pack(request.channel().alloc(), text.getBytes(StandardCharsets.UTF_8));
        Channel channel = request.channel();
        StringBuilder head = head(200).append("Content-Type: ").append(type).append("\r\nContent-Encoding: gzip\r\n");
        channel.write(ascii(
                channel,
                head.append("Content-Length: ").append(body.readableBytes()).append("\r\n\r\n")));
        finish(channel, body);
    }

    /** Status line and the headers of every answer; the caller ends them with an empty line. */
    static StringBuilder head(int status) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(HttpResponseStatus.valueOf(status))
                .append("\r\n")
                .append(SERVER)
                .append("Date: ")
                .append(date)
                .append("\r\n");
    }

    static ByteBuf ascii(Channel channel, CharSequence text) {
        return ByteBufUtil.writeAscii(channel.alloc(), text);
    }

    static void finish(Channel channel, ByteBuf last) {
        channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    }
}
