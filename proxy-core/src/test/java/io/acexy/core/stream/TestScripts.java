package io.acexy.core.stream;

import io.acexy.core.engine.EngineFault;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;

/** What each script of the engine simulator means to the streams' side, in the test's time. */
final class TestScripts {

    private static final Duration AFTER = Duration.ofSeconds(1);

    private TestScripts() {}

    /** Makes an engine follow a script from its next session on. */
    static void follow(TestEngine engine, EngineScript script, EndlessMedia media) {
        switch (script) {
            case NORMAL, FOREIGN_AUTHORITY_URLS, SEGMENT_416, STOP_HANGS, STAT_HANGS, SLOW_STATUS -> {}
            case JSON_WITH_BOM, JSON_GZIPPED, ERROR_FALSE, ERROR_ZERO, INFORMATIONAL_FIRST, MEDIA_206 -> {}
            case PACKETS_OF_192, PACKETS_OF_204 -> {} // read before they come here
            case WARMUP_500, WARMUP_START_TIMEOUT, WARMUP_EMPTY_200, DELAYED_REDIRECT ->
                engine.cold = Duration.ofSeconds(3);
            case FAILED_TO_LOAD, NO_PEERS -> startFails(engine, EngineFault.Kind.CONTENT_UNAVAILABLE);
            case CONTENT_NOT_FOUND -> startFails(engine, EngineFault.Kind.CONTENT_UNKNOWN);
            case MOD_DETECTED, MISSING_OPTION -> startFails(engine, EngineFault.Kind.ENTITLEMENT);
            case TEXT_500, NOT_JSON, HUGE_JSON -> startFails(engine, EngineFault.Kind.BROKEN);
            case EMPTY_REPLY, DIES -> startFails(engine, EngineFault.Kind.UNREACHABLE);
            case GOT_NEWER_DOWNLOAD -> startFails(engine, EngineFault.Kind.SUPERSEDED);
            case START_HANGS, CORE_HANG, FULL_HANG, THREADS_EXHAUSTED -> {
                engine.startTakes = Duration.ofSeconds(30);
                engine.answersStat = false;
                startFails(engine, EngineFault.Kind.UNREACHABLE);
            }
            case OFFLINE, HEADERS_THEN_SILENCE -> engine.cold = null;
            case FAILED_TO_START_BODY -> mediaFails(engine, EngineFault.Kind.CONTENT_UNAVAILABLE, Duration.ZERO);
            case PLAYBACK_404 -> mediaFails(engine, EngineFault.Kind.DEAD_SESSION, Duration.ZERO);
            case MEDIA_206_FROM_THE_MIDDLE, MEDIA_GZIPPED, MEDIA_AS_ERROR ->
                mediaFails(engine, EngineFault.Kind.BROKEN, Duration.ZERO);
            case REDIRECT_TO_OTHER_HOST, REDIRECT_LOOP, DOUBLE_STATUS_LINE, HUGE_HEADERS ->
                mediaFails(engine, EngineFault.Kind.BROKEN, Duration.ZERO);
            case MID_PACKET -> {
                engine.beginning = packet -> media.lastOf(media.pmtPid(), packet);
                engine.cutBytes = 94;
            }
            case WRONG_CRC -> engine.distortion = (packet, number) -> garble(packet, media.isTable(number));
            case ENDS_AGAIN -> {
                engine.repeats = true;
                mediaFails(engine, EngineFault.Kind.ENDED, Duration.ofSeconds(4));
            }
            default -> followMidstream(engine, script, media);
        }
    }

    private static void followMidstream(TestEngine engine, EngineScript script, EndlessMedia media) {
        switch (script) {
            case STALL -> engine.stallsFor = Duration.ofSeconds(3);
            case STARVED -> engine.silentAfter = AFTER;
            case STAT_UNKNOWN_SESSION -> {
                engine.silentAfter = AFTER;
                engine.knowsSession = false;
            }
            case EOF_MIDSTREAM, HALF_PACKET_THEN_EOF -> mediaFails(engine, EngineFault.Kind.ENDED, AFTER);
            case RST_MIDSTREAM, CUT_CHUNK -> mediaFails(engine, EngineFault.Kind.UNREACHABLE, AFTER);
            case CORRUPT_TS -> engine.distortion = (packet, number) -> garble(packet, number % 20 == 0);
            case SLOW_DRIP -> engine.speed = 0.25;
            case AUDIO_ONLY -> engine.distortion = (packet, number) -> nullIf(packet, media.isVideo(number));
            case NO_KEYFRAMES -> engine.distortion = (packet, number) -> nullIf(packet, media.isKeyframePart(number));
            default -> throw new IllegalArgumentException(script + " means nothing here yet");
        }
    }

    private static void startFails(TestEngine engine, EngineFault.Kind kind) {
        engine.startFault = new EngineFault(kind, "the start fails");
    }

    private static void mediaFails(TestEngine engine, EngineFault.Kind kind, Duration after) {
        engine.endsAfter = after;
        engine.end = new EngineFault(kind, "the media fails");
    }

    private static void garble(byte[] packet, boolean really) {
        if (really) {
            for (int at = 12; at < 20; at++) {
                packet[at] ^= 0x55;
            }
        }
    }

    /** Leaves only the clock of a packet; where there is none, nothing that means anything. */
    private static void nullIf(byte[] packet, boolean really) {
        if (really) {
            packet[1] = 0x1F;
            packet[2] = (byte) 0xFF;
        }
    }
}
