package io.acexy.server.play;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamState;
import io.acexy.core.stream.StreamStatus;
import io.acexy.server.http.Answer;
import io.acexy.server.http.JsonBody;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What an engine says, as its clients read it: {@code {"response": ..., "error": ...}} with the status 200, whether it went well
 * or not. Fields and their order are those of engines 3.2 (docs.acestream.net, "Engine HTTP API"); addresses are our own.
 */
final class GuestAnswers {

    /** What engines say of a session that is over, or never was. */
    private static final String UNKNOWN = "unknown playback session id";

    private GuestAnswers() {}

    /** @param address where this client finds us, as {@link io.acexy.server.http.BaseUrl} says it */
    static Answer started(GuestSession session, String address) {
        String where = session.infohash() + "/" + session.keys().key();
        String base = address + "/ace/";
        boolean hls = session.wish().hls();
        return response(json -> {
            json.writeStringField("playback_url", base + (hls ? "m/" + where + ".m3u8" : "r/" + where));
            json.writeStringField("stat_url", base + "stat/" + where);
            json.writeStringField("command_url", base + "cmd/" + where);
            if (session.wish().events()) {
                json.writeStringField("event_url", base + "event/" + where);
            }
            json.writeStringField("infohash", named(session));
            json.writeStringField("playback_session_id", session.keys().id());
            json.writeNumberField("is_live", live(session));
            json.writeNumberField("is_encrypted", isEncrypted(session) ? 1 : 0);
            json.writeNumberField("client_session_id", session.wish().clientSession());
        });
    }

    /** Of a film the infohash is known only where the client has named it so: a stream that is none is not told what it is. */
    private static String named(GuestSession session) {
        boolean byName = session.isFilm() && session.wish().play().content().kind() != ContentId.Kind.INFOHASH;
        return byName ? "" : session.infohash();
    }

    private static int live(GuestSession session) {
        return session.isFilm() ? 0 : session.links().live();
    }

    private static boolean isEncrypted(GuestSession session) {
        return !session.isFilm() && session.links().encrypted();
    }

    /** @param stream as it is now; nothing when it does not run */
    static Answer stat(GuestSession session, Optional<StreamStatus> stream, GuestSpeed speed) {
        long bytes = stream.map(now -> now.totals().publishedBytes()).orElse(0L);
        boolean plays = stream.filter(GuestAnswers::plays).isPresent();
        String idle = session.isFilm() ? "dl" : "idle"; // a film is to be had at any time, and runs for nobody else
        return response(json -> {
            json.writeStringField("status", stream.map(GuestAnswers::state).orElse(idle));
            json.writeNumberField("peers", plays || session.isFilm() ? 1 : 0);
            json.writeNumberField("speed_down", speed.kilobytes(bytes));
            json.writeNumberField("speed_up", 0);
            json.writeNumberField("downloaded", bytes);
            json.writeNumberField("uploaded", 0);
            json.writeNumberField("total_progress", 0);
            json.writeNumberField("is_live", live(session));
            json.writeNumberField("is_encrypted", isEncrypted(session) ? 1 : 0);
            json.writeStringField("infohash", named(session));
            json.writeStringField("playback_session_id", session.keys().id());
            json.writeNumberField("client_session_id", session.wish().clientSession());
            writeConstants(json, session);
            if (plays) {
                writeLivePosition(json, Long.toString(Instant.now().getEpochSecond()));
            }
        });
    }

    /** The one source of this content, an engine, sends; its own peers are not ours. */
    private static boolean plays(StreamStatus stream) {
        return stream.state() == StreamState.LIVE && stream.engine() != null && stream.trouble() == null;
    }

    private static String state(StreamStatus stream) {
        return switch (stream.state()) {
            case NEW, STARTING -> "prebuf";
            case LIVE -> "dl";
            case STOPPING, CLOSED -> "idle";
        };
    }

    private static void writeConstants(JsonGenerator json, GuestSession session) throws IOException {
        json.writeNumberField("selected_stream_index", 0);
        json.writeNumberField(
                "selected_file_index", session.wish().play().content().file());
        json.writeNumberField("stream_status", -1);
        json.writeNumberField("manifest_access_mode", -1);
        json.writeNumberField("network_monitor_status", 0);
        json.writeBooleanField("network_monitor_started", false);
        json.writeNumberField("debug_level", 0);
    }

    /** Strings, as engines write them. There is no way back: the window is this moment. */
    private static void writeLivePosition(JsonGenerator json, String now) throws IOException {
        json.writeObjectFieldStart("livepos");
        for (String name : new String[] {"pos", "live_first", "live_last", "last", "first_ts", "last_ts"}) {
            json.writeStringField(name, now);
        }
        json.writeStringField("is_live", "1");
        json.writeStringField("buffer_pieces", "0");
        json.writeEndObject();
    }

    /** A command is obeyed. */
    static Answer ok() {
        return write(json -> {
            json.writeStringField("response", "ok");
            json.writeNullField("error");
        });
    }

    static Answer noEvent() {
        return write(json -> {
            json.writeNullField("response");
            json.writeNullField("error");
        });
    }

    static Answer stoppedEvent() {
        return response(json -> {
            json.writeStringField("name", "download_stopped");
            json.writeObjectFieldStart("params");
            json.writeStringField("reason", "stopped");
            json.writeEndObject();
        });
    }

    static Answer.Whole error(String words) {
        return write(json -> {
            json.writeNullField("response");
            json.writeStringField("error", words);
        });
    }

    /** The same with a status, for proxies that look at it. */
    static Answer.Whole error(HttpResponseStatus status, String words) {
        Answer.Whole said = error(words);
        return new Answer.Whole(status, said.headers(), said.body(), said.failure());
    }

    static Answer unknownSession() {
        return error(UNKNOWN);
    }

    /** What an engine answers to a player of such a session. */
    static Answer unknownMedia() {
        return Answer.text(HttpResponseStatus.INTERNAL_SERVER_ERROR, (UNKNOWN + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** In the words that clients know. What an engine has said, and where it is, is for the log. */
    static String words(StreamFailure why) {
        return switch (why.kind()) {
            case BAD_REQUEST -> "invalid content id";
            case CONTENT_UNKNOWN -> "content not found";
            case CONTENT_UNAVAILABLE, ENGINE_FAILED, NO_MEDIA_IN_TIME, ENDED -> "failed to load content";
            case NO_ENGINE -> "no engine is free";
            case ON_DEMAND -> "this is a film, which is played as a file: not as HLS, and through no profile";
            case LOOP, UNSUPPORTED, LIMIT_REACHED, TOO_MANY_STREAMS, SENT_AWAY, SHUTTING_DOWN, TOO_SLOW, INTERNAL ->
                why.reason();
        };
    }

    /** {@code {"result": ...}}, the service interface's envelope, with more behind it. */
    static Answer service(JsonBody.Fields fields) {
        return write(fields);
    }

    private static Answer response(JsonBody.Fields fields) {
        return write(json -> {
            json.writeObjectFieldStart("response");
            fields.writeTo(json);
            json.writeEndObject();
            json.writeNullField("error");
        });
    }

    private static Answer.Whole write(JsonBody.Fields fields) {
        return Answer.json(JsonBody.of(fields));
    }
}
