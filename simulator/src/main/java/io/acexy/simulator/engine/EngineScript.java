package io.acexy.simulator.engine;

/**
 * The named ways in which an engine behaves. A script is set for one content or for the whole engine and may be switched at
 * any time, also in the middle of a stream. Those of scope {@link Scope#STREAM} act on a running stream at once, and on a new
 * reader once it has read for {@link FaultSettings#after()}.
 */
public enum EngineScript {
    NORMAL(Scope.CONTENT, "Everything works."),

    FAILED_TO_LOAD(Scope.START, "The start answers the error `failed to load content`."),
    CONTENT_NOT_FOUND(Scope.START, "The start answers the error `content not found`."),
    NO_PEERS(Scope.START, "The start answers the error `no peers`."),
    MOD_DETECTED(Scope.START, "The start answers the error `mod_detected`: the engine is unusable for media."),
    MISSING_OPTION(Scope.START, "The start answers an error with `extra_data.reason` `missing_option`."),
    TEXT_500(Scope.START, "The start answers 500 with 45 bytes of plain text."),
    EMPTY_REPLY(Scope.START, "The start closes the connection without a byte."),
    NOT_JSON(Scope.START, "The start answers 200 with a page of HTML."),
    HUGE_JSON(Scope.START, "The start answers JSON of many megabytes."),
    START_HANGS(Scope.START, "The start is accepted and never answered; no session comes into being."),
    GOT_NEWER_DOWNLOAD(Scope.START, "The start answers the error `got newer download`."),
    FOREIGN_AUTHORITY_URLS(Scope.START, "The start's URLs name `127.0.0.1:6878`, whatever the engine's address is."),

    JSON_WITH_BOM(Scope.START, "The start succeeds; its JSON begins with a byte order mark."),
    JSON_GZIPPED(Scope.START, "The start succeeds; its JSON is packed with gzip, which nobody has asked for."),
    ERROR_FALSE(Scope.START, "The start succeeds and says `\"error\": false`."),
    ERROR_ZERO(Scope.START, "The start succeeds and says `\"error\": 0`."),
    INFORMATIONAL_FIRST(Scope.START, "Start and media succeed; before each 200 come a 100 and a 103."),

    WARMUP_500(Scope.PLAYBACK, "The first tries of the playback URL answer 500 `download not found`."),
    WARMUP_START_TIMEOUT(Scope.PLAYBACK, "The first tries of the playback URL answer 500 `start timeout`."),
    WARMUP_EMPTY_200(Scope.PLAYBACK, "The first tries of the playback URL answer 200 without a body."),
    OFFLINE(Scope.PLAYBACK, "The channel is dead: the start succeeds, headers never come, there are no peers."),
    FAILED_TO_START_BODY(Scope.PLAYBACK, "The playback URL answers 500 `failed to start`."),
    PLAYBACK_404(Scope.PLAYBACK, "The playback URL answers 404."),
    HEADERS_THEN_SILENCE(Scope.PLAYBACK, "The playback URL answers headers and never a byte of media."),
    REDIRECT_TO_OTHER_HOST(
            Scope.PLAYBACK, "The playback URL redirects to the address 127.0.0.2, where nobody listens."),
    REDIRECT_LOOP(Scope.PLAYBACK, "The playback URL redirects to itself."),
    DELAYED_REDIRECT(Scope.PLAYBACK, "The redirect of the playback URL is held back until the prebuffer is done."),
    DOUBLE_STATUS_LINE(Scope.PLAYBACK, "Even the first reader gets two status lines and a closed socket."),
    HUGE_HEADERS(Scope.PLAYBACK, "The media comes with headers of hundreds of kilobytes."),
    MID_PACKET(Scope.PLAYBACK, "The media begins in the middle of a packet of the programme's map."),
    WRONG_CRC(Scope.PLAYBACK, "PAT and PMT come with a wrong CRC."),
    PACKETS_OF_192(Scope.PLAYBACK, "The media comes in packets of 192 bytes, with a time of arrival before each 188."),
    PACKETS_OF_204(
            Scope.PLAYBACK, "The media comes in packets of 204 bytes, with a code for correction behind each 188."),
    ENDS_AGAIN(
            Scope.PLAYBACK, "The media ends cleanly after `faults.leftover`, and is the same each time it is opened."),
    MEDIA_206(Scope.PLAYBACK, "The media comes with 206 and a range from its first byte on."),
    MEDIA_206_FROM_THE_MIDDLE(Scope.PLAYBACK, "The media comes with 206 and a range that begins later."),
    MEDIA_GZIPPED(Scope.PLAYBACK, "The media is packed with gzip, which nobody has asked for."),
    MEDIA_AS_ERROR(Scope.PLAYBACK, "The media comes with 500."),
    SEGMENT_416(Scope.PLAYBACK, "An HLS segment asked for with `Range` answers 416."),

    STALL(Scope.STREAM, "Silence for a while (once each time the script is set), then the missed media as a burst."),
    STARVED(Scope.STREAM, "Silence for good, and no peers."),
    EOF_MIDSTREAM(Scope.STREAM, "The media ends cleanly."),
    RST_MIDSTREAM(Scope.STREAM, "The media connection is reset."),
    CUT_CHUNK(Scope.STREAM, "The socket closes in the middle of an HTTP chunk."),
    HALF_PACKET_THEN_EOF(Scope.STREAM, "The media ends cleanly in the middle of a packet."),
    CORRUPT_TS(Scope.STREAM, "Some packets are garbled or cut short, so that sync is lost and found again."),
    SLOW_DRIP(Scope.STREAM, "The media comes slower than it plays."),
    AUDIO_ONLY(Scope.STREAM, "The picture's packets are missing; its clock goes on."),
    NO_KEYFRAMES(Scope.STREAM, "The keyframes' packets are missing; other pictures and the clock go on."),

    STOP_HANGS(Scope.SIDE_CHANNEL, "A stop is accepted, not answered and not obeyed."),
    STAT_HANGS(Scope.SIDE_CHANNEL, "A stat call is accepted and never answered."),
    STAT_UNKNOWN_SESSION(
            Scope.SIDE_CHANNEL, "A stat call answers `unknown playback session id`, though the media flows."),

    CORE_HANG(
            Scope.ENGINE,
            "Only `get_version` answers; all else is accepted and never answered, and media falls silent."),
    FULL_HANG(Scope.ENGINE, "Connections are accepted, nothing is answered, and media falls silent."),
    SLOW_STATUS(Scope.ENGINE, "`get_status` takes seconds."),
    DIES(Scope.ENGINE, "Every socket is reset and the port refuses until `restart()`; sessions are forgotten."),
    THREADS_EXHAUSTED(
            Scope.ENGINE, "New connections are accepted and wait until the script is lifted; running ones go on.");

    /** What a script acts on. */
    public enum Scope {
        /** No fault at all. */
        CONTENT,
        /** The call that starts a session. */
        START,
        /** The playback URL or a segment, before media flows. */
        PLAYBACK,
        /** Media that flows. */
        STREAM,
        /** Stat, command and event URLs. */
        SIDE_CHANNEL,
        /** The whole engine: cannot be set for one content. */
        ENGINE
    }

    private final Scope scope;
    private final String description;

    EngineScript(Scope scope, String description) {
        this.scope = scope;
        this.description = description;
    }

    /** What the script acts on. */
    public Scope scope() {
        return scope;
    }

    /** What a client of the engine sees, in one sentence. */
    public String description() {
        return description;
    }

    /** Whether a start comes to something all the same. */
    boolean letsStart() {
        return switch (this) {
            case FOREIGN_AUTHORITY_URLS, JSON_WITH_BOM, JSON_GZIPPED, ERROR_FALSE, ERROR_ZERO, INFORMATIONAL_FIRST ->
                true;
            default -> scope != Scope.START;
        };
    }

    /** The status with which media comes. */
    int mediaStatus() {
        return switch (this) {
            case MEDIA_206, MEDIA_206_FROM_THE_MIDDLE -> 206;
            case MEDIA_AS_ERROR -> 500;
            default -> 200;
        };
    }

    /** Whether the media of a running stream falls silent. */
    boolean silencesMedia() {
        return this == STARVED || this == OFFLINE || this == HEADERS_THEN_SILENCE || hangs();
    }

    boolean hangs() {
        return this == CORE_HANG || this == FULL_HANG;
    }

    boolean hasNoPeers() {
        return this == STARVED || this == OFFLINE;
    }
}
