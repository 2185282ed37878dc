package io.acexy.core.engine;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What went wrong with an engine, and of which class it is. A value, not an exception: faults are ordinary.
 *
 * @param kind the class, which decides what is done about it
 * @param detail one line for logs and for the player's error text
 */
public record EngineFault(Kind kind, String detail) {

    /** Classes of faults, after what helps against them. */
    public enum Kind {
        /** The request itself was wrong. Nothing helps. */
        BAD_REQUEST(false),
        /** Nobody knows this content. Permanent for this id. */
        CONTENT_UNKNOWN(false),
        /** The content could not be loaded here and now; another engine may have more luck. */
        CONTENT_UNAVAILABLE(true),
        /** The proxy that was asked depends on the one that asks. */
        LOOP(true),
        /** This engine or its account may not play this content; others may. */
        ENTITLEMENT(true),
        /** Part of an ordinary warm-up: the same request works a little later. */
        WARMING_UP(false),
        /** A parallel start of the same content took over on that engine. */
        SUPERSEDED(true),
        /** The engine does not know the session (any more). */
        DEAD_SESSION(true),
        /** The engine could not be reached, or did not answer in time. */
        UNREACHABLE(true),
        /** The engine answered something that is not what it should be. */
        BROKEN(true),
        /** The media ended cleanly. On a live stream that is a fault, too. */
        ENDED(true),
        /** The connection is open and no media comes. */
        SILENT(true),
        /** Media comes slower than it plays. */
        SLOW(true),
        /** Not a fault at all: the content is no broadcast but a file, and every engine would say so. */
        ON_DEMAND(false),
        /** Not the engine's at all: a mistake of this program. Another engine would meet it too. */
        INTERNAL(false);

        private final boolean elsewhere;

        Kind(boolean elsewhere) {
            this.elsewhere = elsewhere;
        }

        /** Whether it makes sense to try the same content on another engine. */
        public boolean mayWorkElsewhere() {
            return elsewhere;
        }
    }

    /** One row of the table of texts: the engine's wording (a substring, lower case) and what it means. */
    private record Wording(String text, Kind kind) {}

    /**
     * The strings seen from engines and client code, most specific first. There is no vendor list; these are collected from
     * public client code and measurements, and matched as substrings in any case.
     */
    private static final List<Wording> WORDINGS = List.of(
            new Wording("loop of proxies", Kind.LOOP),
            new Wording("couldn't find resource", Kind.CONTENT_UNAVAILABLE),
            new Wording("failed to load content", Kind.CONTENT_UNAVAILABLE),
            new Wording("cannot load transport file", Kind.CONTENT_UNAVAILABLE),
            new Wording("no peers", Kind.CONTENT_UNAVAILABLE),
            new Wording("failed to get manifest", Kind.CONTENT_UNAVAILABLE),
            new Wording("failed to start", Kind.CONTENT_UNAVAILABLE),
            new Wording("start timeout", Kind.WARMING_UP),
            new Wording("download not found", Kind.WARMING_UP),
            new Wording("got newer download", Kind.SUPERSEDED),
            new Wording("unknown playback session id", Kind.DEAD_SESSION),
            new Wording("mod_detected", Kind.ENTITLEMENT),
            new Wording("missing_option", Kind.ENTITLEMENT),
            new Wording("proxy server option", Kind.ENTITLEMENT),
            new Wording("premium", Kind.ENTITLEMENT),
            new Wording("activate", Kind.ENTITLEMENT),
            new Wording("subscription", Kind.ENTITLEMENT),
            new Wording("missing content id", Kind.BAD_REQUEST),
            new Wording("invalid content id", Kind.BAD_REQUEST),
            new Wording("unknown protocol", Kind.BAD_REQUEST),
            new Wording("content not found", Kind.CONTENT_UNKNOWN),
            new Wording("not found", Kind.CONTENT_UNKNOWN));

    public EngineFault {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(detail);
    }

    /** Classifies a text by which an engine said no; an unknown text counts as {@link Kind#BROKEN}. */
    public static EngineFault ofText(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Kind kind = WORDINGS.stream()
                .filter(wording -> lower.contains(wording.text))
                .map(Wording::kind)
                .findFirst()
                .orElse(Kind.BROKEN);
        String words = EngineWords.printable(text);
        return new EngineFault(kind, words.isEmpty() ? "engine said no in no words" : "engine said: " + words);
    }

    /** An answer whose status is not 200: the text decides where it is known, else the engine is to blame. */
    public static EngineFault ofStatus(int status, String text) {
        EngineFault byText = ofText(text);
        if (byText.kind != Kind.BROKEN) {
            return byText;
        }
        Kind kind = status == 403 ? Kind.DEAD_SESSION : Kind.BROKEN;
        String words = EngineWords.printable(text);
        return new EngineFault(kind, "engine answered " + status + (words.isEmpty() ? "" : ": " + words));
    }

    /** The engine could not be talked to. */
    public static EngineFault unreachable(String detail) {
        return new EngineFault(Kind.UNREACHABLE, detail);
    }

    /** The engine talked nonsense. */
    public static EngineFault broken(String detail) {
        return new EngineFault(Kind.BROKEN, detail);
    }

    /** A broadcast was asked for, and the content is none. */
    static EngineFault onDemand() {
        return new EngineFault(Kind.ON_DEMAND, "this content is not live");
    }

    /** This program has made a mistake, which has been reported where it was caught. */
    public static EngineFault internal() {
        return new EngineFault(Kind.INTERNAL, "an internal error of this proxy: its log has the details");
    }
}
