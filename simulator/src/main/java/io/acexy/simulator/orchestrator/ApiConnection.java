package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.ApiAnswer.Fate;
import io.acexy.simulator.support.ServerPort;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

/**
 * One client's connection: requests one after another, each answer byte by byte, because scripts make answers that no codec
 * would write. Confined to the orchestrator's loop.
 */
final class ApiConnection {

    private static final int MAX_PIPELINED = 64;

    private final OrchestratorCore core;
    private final ApiGate gate;
    private final Channel channel;
    private final Deque<ApiRequest> waiting = new ArrayDeque<>();
    private boolean busy;
    private long served;

    ApiConnection(OrchestratorCore core, ApiGate gate, Channel channel) {
        this.core = core;
        this.gate = gate;
        this.channel = channel;
    }

    void received(ApiRequest request) {
        if (waiting.size() == MAX_PIPELINED) {
            close();
            return;
        }
        waiting.addLast(request);
        next();
    }

    private void next() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            gate.arrived(waiting.removeFirst(), this);
        }
    }

    boolean hasServed() {
        return served > 0;
    }

    void close() {
        channel.close();
    }

    /** Ends the connection with RST, dropping what is not sent yet. */
    void reset() {
        ServerPort.reset(channel);
    }

    /** Sends an answer, as far as its fate and the script allow. */
    void send(ApiRequest request, ApiAnswer answer, OrchestratorScript script) {
        if (answer.fate() == Fate.SILENCE) {
            return;
        }
        if (answer.fate() == Fate.RESET || script == OrchestratorScript.LOST_ANSWER) {
            reset();
            return;
        }
        byte[] body = body(request, answer, script);
        boolean stays = request.received().isKeepAlive()
                && !core.settings.api().keepAlive().isZero();
        byte[] head = head(answer, body.length, stays);
        switch (script) {
            case CUT_BODY -> write(join(head, half(body))).addListener(ChannelFutureListener.CLOSE);
            case RESET_BODY -> write(join(head, half(body))).addListener(sent -> reset());
            case SLOW_DRIP -> drip(join(head, body), 0, stays);
            default -> write(join(head, body)).addListener(sent -> answered(stays));
        }
    }

    private byte[] body(ApiRequest request, ApiAnswer answer, OrchestratorScript script) {
        if (request.received().method().equals("HEAD")) {
            return new byte[0];
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        return switch (script) {
            case TRUNCATED_JSON -> half(body);
            case HUGE_BODY -> huge(body);
            default -> body;
        };
    }

    private static byte[] half(byte[] body) {
        return Arrays.copyOf(body, body.length / 2);
    }

    /** Blanks before JSON are JSON. */
    private byte[] huge(byte[] body) {
        byte[] blanks = new byte[core.settings.faults().huge().bytes()];
        Arrays.fill(blanks, (byte) ' ');
        return join(blanks, body);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] head(ApiAnswer answer, int length, boolean stays) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(HttpResponseStatus.valueOf(answer.status()))
                .append("\r\nserver: simulator\r\n");
        if (answer.status() != 304) {
            head.append("content-type: ").append(answer.type()).append("\r\n");
            head.append("content-length: ").append(length).append("\r\n");
        }
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        head.append("access-control-allow-origin: *\r\n");
        head.append(stays ? "\r\n" : "connection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private ChannelFuture write(byte[] bytes) {
        return channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    private void drip(byte[] bytes, int from, boolean stays) {
        if (!channel.isActive()) {
            return;
        }
        int to = Math.min(bytes.length, from + core.settings.faults().drip().bytes());
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes, from, to - from));
        if (to == bytes.length) {
            answered(stays);
        } else {
            core.later(core.settings.faults().drip().every(), () -> drip(bytes, to, stays));
        }
    }

    private void answered(boolean stays) {
        busy = false;
        served++;
        if (!stays) {
            close();
            return;
        }
        next();
        if (!busy) {
            long before = served;
            Duration idle = core.settings.api().keepAlive();
            core.later(idle, () -> closeIfUnusedSince(before));
        }
    }

    private void closeIfUnusedSince(long before) {
        if (!busy && served == before) {
            close();
        }
    }
}
