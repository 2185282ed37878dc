package io.acexy.server.tuner;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Why a tuner does not play, in the numbers that its clients know: {@code X-HDHomeRun-Error} of info.hdhomerun.com, "HTTP API". What is
 * not there is 404, everything else 503, for clients give up at others.
 */
enum TunerError {
    UNKNOWN_CHANNEL(801, "Unknown Channel", HttpResponseStatus.NOT_FOUND),
    UNKNOWN_PROFILE(802, "Unknown Transcode Profile", HttpResponseStatus.NOT_FOUND),
    BUSY(803, "System Busy", HttpResponseStatus.SERVICE_UNAVAILABLE),
    TUNER_IN_USE(804, "Tuner In Use", HttpResponseStatus.SERVICE_UNAVAILABLE),
    ALL_IN_USE(805, "All Tuners In Use", HttpResponseStatus.SERVICE_UNAVAILABLE),
    TUNE_FAILED(806, "Tune Failed", HttpResponseStatus.SERVICE_UNAVAILABLE),
    NO_VIDEO(807, "No Video Data", HttpResponseStatus.SERVICE_UNAVAILABLE),
    CONNECTION_LIMIT(809, "Playback Connection Limit", HttpResponseStatus.SERVICE_UNAVAILABLE);

    static final String HEADER = "X-HDHomeRun-Error";

    private final String words;
    private final int status;

    TunerError(int number, String words, HttpResponseStatus status) {
        this.words = number + " " + words;
        this.status = status.code();
    }

    /** An answer that says so, and why. */
    Answer answer(FailureKind kind, String reason, String advice, Request request) {
        Failure why = new Failure(kind, reason, advice, java.time.Duration.ZERO);
        return on(why.answer(request.form()));
    }

    /**
     * A player's answer as a tuner would give it: media as it is, and a refusal with the number of its kind.
     *
     * @param joins whether the channel ran, so that no engine was asked for
     */
    static Answer translated(Answer answer, boolean joins) {
        return answer instanceof Answer.Whole whole && whole.failure() != null
                ? of(whole.failure().kind(), joins).on(whole)
                : answer;
    }

    private Answer on(Answer answer) {
        if (!(answer instanceof Answer.Whole whole)) {
            return answer;
        }
        whole.headers().set(HEADER, words);
        return new Answer.Whole(HttpResponseStatus.valueOf(status), whole.headers(), whole.body(), whole.failure());
    }

    private static TunerError of(FailureKind kind, boolean joins) {
        return switch (kind) {
            case NO_ENGINE -> ALL_IN_USE;
            case LIMIT_REACHED,
                    LIMIT_PLAYERS,
                    LIMIT_PLAYERS_PER_STREAM,
                    LIMIT_PLAYERS_PER_KEY,
                    LIMIT_PLAYERS_PER_ADDRESS,
                    LIMIT_STREAMS,
                    LIMIT_STREAMS_PER_KEY,
                    LIMIT_UPLINK,
                    LIMIT_MEMORY -> joins ? CONNECTION_LIMIT : ALL_IN_USE;
            case NO_MEDIA_IN_TIME -> NO_VIDEO;
            case SHUTTING_DOWN, TOO_MANY_REQUESTS, LIMIT_STARTS, LIMIT_STARTS_PER_MINUTE, LIMIT_STARTS_PER_ADDRESS ->
                BUSY;
            default -> TUNE_FAILED;
        };
    }
}
