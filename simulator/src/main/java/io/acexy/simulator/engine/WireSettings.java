package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * How answers look on the wire.
 *
 * @param media framing of progressive media; it never has a Content-Length
 * @param answers framing of JSON and text
 * @param mediaType Content-Type of media
 * @param handlerThreads connections served at once; further ones are accepted and wait
 * @param eventHold how long an event poll is held when nothing happens
 */
public record WireSettings(Framing media, Framing answers, String mediaType, int handlerThreads, Duration eventHold) {

    /** How the end of a body is told. Every connection serves one request and is closed after its answer. */
    public enum Framing {
        CONTENT_LENGTH,
        CHUNKED,
        CLOSE_DELIMITED
    }

    public WireSettings {
        if (media == Framing.CONTENT_LENGTH) {
            throw new IllegalArgumentException("endless media has no Content-Length");
        }
        if (handlerThreads < 1) {
            throw new IllegalArgumentException("an engine has at least one handler thread");
        }
    }

    /** Chunked media, small answers that end with the socket, 200 handler threads, event polls held for 10 s. */
    public static WireSettings standard() {
        return new WireSettings(Framing.CHUNKED, Framing.CLOSE_DELIMITED, "video/mp2t", 200, Duration.ofSeconds(10));
    }

    /** With another framing of media. */
    public WireSettings withMedia(Framing value) {
        return new WireSettings(value, answers, mediaType, handlerThreads, eventHold);
    }

    /** With another framing of small answers. */
    public WireSettings withAnswers(Framing value) {
        return new WireSettings(media, value, mediaType, handlerThreads, eventHold);
    }

    /** With another content type of media. */
    public WireSettings withMediaType(String value) {
        return new WireSettings(media, answers, value, handlerThreads, eventHold);
    }

    /** With another number of handler threads. */
    public WireSettings withHandlerThreads(int value) {
        return new WireSettings(media, answers, mediaType, value, eventHold);
    }

    /** With another hold of event polls. */
    public WireSettings withEventHold(Duration value) {
        return new WireSettings(media, answers, mediaType, handlerThreads, value);
    }
}
