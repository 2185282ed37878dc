package io.acexy.server.admin;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.source.Switch;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamEnd;
import java.time.Duration;

/** What events are to people. */
final class Words {

    private Words() {}

    /** Tenths below ten seconds, then whole ones, then minutes and hours. */
    static String seconds(Duration time) {
        long millis = time.toMillis();
        if (millis < 9_950) {
            long tenths = (millis + 50) / 100; // each join says it: a Formatter would be most of what that costs
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = (millis + 500) / 1_000;
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    static String of(StreamEnd.Cause cause) {
        return switch (cause) {
            case UNWATCHED -> "nobody watched it any more";
            case MADE_ROOM -> "nobody watched it, and another wanted its place";
            case FAILED -> "it failed";
            case HANDED_ON -> "a newer process goes on with it";
            case MERGED -> "it is the same as another, which goes on";
            case STOPPED -> "an operator stopped it";
            case SHUTDOWN -> "this proxy ends";
        };
    }

    static String of(LeaveReason reason) {
        return switch (reason) {
            case CLIENT_LEFT -> "he hung up";
            case KICKED -> "he was sent away";
            case REPLACED -> "his device wanted something else";
            case OUTRANKED -> "somebody of a higher class took his place";
            case LAGGED -> "he was too slow";
            case STALLED -> "he took no byte for too long";
            case BROKEN -> "his connection broke";
            case STREAM_ENDED -> "the stream ended";
            case STREAM_FAILED -> "the stream failed";
            case REFUSED -> "he was refused";
            case SHUTDOWN -> "this proxy ends";
            case INTERNAL -> "a mistake of this proxy; see its log";
        };
    }

    /** What is wrong with an engine, as the rest of a sentence that begins with its name. */
    static String of(EngineFault fault) {
        return switch (fault.kind()) {
            case UNREACHABLE -> "died (" + fault.detail() + ")";
            case BROKEN -> "broke (" + fault.detail() + ")";
            case SILENT -> "went silent (" + fault.detail() + ")";
            case SLOW -> "was too slow (" + fault.detail() + ")";
            case ENDED -> "ended the media";
            case DEAD_SESSION -> "forgot the session";
            case SUPERSEDED -> "gave the session to somebody else";
            default -> "failed (" + fault.detail() + ")";
        };
    }

    /** How a stream went on. */
    static String of(Switch.Kind kind) {
        return switch (kind) {
            case EXACT -> "at the next byte";
            case KEYFRAME -> "at a keyframe";
            case TABLES -> "in the middle of a picture";
        };
    }

    static String of(Switch change) {
        String how = "stream went on " + of(change.kind()) + " on engine "
                + change.to().id();
        String lost = change.lost()
                .filter(media -> !media.isZero())
                .map(media -> ", " + seconds(media) + " of media lost")
                .orElse("");
        if (change.from() == null) {
            return how + lost;
        }
        String left = change.why() == null ? "was left" : of(change.why());
        return "engine " + change.from().id() + " " + left + ", " + how + lost;
    }
}
