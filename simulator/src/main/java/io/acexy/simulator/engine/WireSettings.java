package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * How answers look on the wire.
 *
 * @param media framing of progressive media; it never has a Content-Length
 * @param answers framing of JSON and text
 * @param handlerThreads connections served at once; further ones are accepted and wait
 */
public record WireSettings(Framing media, Framing answers, int handlerThreads) {

    /** What a real engine says of its media is not known. */
    static final String MEDIA_TYPE = "video/mp2t";

    /** How long an event poll is held when nothing happens. */
    static final Duration EVENT_HOLD = Duration.ofSeconds(10);

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

    /** Chunked media, small answers that end with the socket, 200 handler threads. */
    public static WireSettings standard() {
        return new WireSettings(Framing.CHUNKED, Framing.CLOSE_DELIMITED, 200);
    }

    /** Changes some of them. */
    public static final class Builder {

        private Framing media;
        private Framing answers;
        private int handlerThreads;

        Builder(WireSettings before) {
            media = before.media;
            answers = before.answers;
            handlerThreads = before.handlerThreads;
        }

        public Builder withMedia(Framing value) {
            media = value;
            return this;
        }

        public Builder withAnswers(Framing value) {
            answers = value;
            return this;
        }

        public Builder withHandlerThreads(int value) {
            handlerThreads = value;
            return this;
        }

        WireSettings build() {
            return new WireSettings(media, answers, handlerThreads);
        }
    }
}
