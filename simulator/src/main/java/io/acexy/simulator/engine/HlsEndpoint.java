package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** {@code /ace/m/...m3u8} and {@code /ace/c/.../n.ts}: playlists by session, segments by infohash and number. */
final class HlsEndpoint {

    private static final String NO_DOWNLOAD = "download not found";
    private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

    private final EngineCore engine;

    HlsEndpoint(EngineCore engine) {
        this.engine = engine;
    }

    /** {@code /ace/m/<infohash>/<key>.m3u8}: held until the prebuffer is done; 403 once superseded, 500 once ended. */
    void playlist(EngineRequest request, String infohash, String key) {
        Session session = engine.swarms.find(infohash, key);
        if (session == null) {
            fail(request, infohash, 500, NO_DOWNLOAD);
            return;
        }
        session.lastActivity = System.nanoTime();
        if (session.superseded) {
            fail(request, infohash, 403, "Forbidden");
        } else if (session.swarm.script().script() != EngineScript.OFFLINE) {
            long wait = session.readyAt - System.nanoTime();
            engine.after(request.channel(), wait, () -> answerPlaylist(request, session));
        }
    }

    private void answerPlaylist(EngineRequest request, Session session) {
        if (session.ended) {
            fail(request, session.swarm.infohash, 500, NO_DOWNLOAD);
            return;
        }
        session.swarm.tick(System.nanoTime());
        if (session.hls == null) {
            session.hls = new HlsWindow(session.swarm, engine.random);
        }
        session.hls.update();
        String base = "http://" + authority(request, session) + "/ace/c/" + session.swarm.infohash + "/";
        // A playlist without a length makes ffmpeg complain of an early end, and it does not complain of real engines.
        Answer.send(request, Framing.CONTENT_LENGTH, 200, PLAYLIST_TYPE, session.hls.playlist(base));
    }

    private String authority(EngineRequest request, Session session) {
        boolean foreign = session.swarm.script().script() == EngineScript.FOREIGN_AUTHORITY_URLS;
        return foreign ? StartEndpoint.FOREIGN_AUTHORITY : StartEndpoint.authority(request, engine.port);
    }

    /** {@code /ace/c/<infohash>/<n>.ts}, from the newest HLS session. */
    void segment(EngineRequest request, String infohash, String name) {
        Swarm swarm = engine.swarms.swarm(infohash);
        Session session = swarm == null ? null : newestHls(swarm);
        HlsWindow.Segment segment = session == null ? null : session.hls.find(number(name));
        if (segment == null) {
            fail(request, infohash, 500, NO_DOWNLOAD);
            return;
        }
        session.lastActivity = System.nanoTime();
        if (request.hasRange() && swarm.script().script() == EngineScript.SEGMENT_416) {
            fail(request, infohash, 416, "Requested Range Not Satisfiable");
            return;
        }
        send(request, swarm, segment);
    }

    private static Session newestHls(Swarm swarm) {
        for (int i = swarm.sessions.size() - 1; i >= 0; i--) {
            if (swarm.sessions.get(i).hls != null) {
                return swarm.sessions.get(i);
            }
        }
        return null;
    }

    private void send(EngineRequest request, Swarm swarm, HlsWindow.Segment segment) {
        Channel channel = request.channel();
        EndlessMedia media = swarm.media;
        int packets = (int) (segment.end() - segment.first());
        int length = (packets + 2) * EndlessMedia.PACKET_SIZE;
        StringBuilder head = Answer.head(200)
                .append("Content-Type: ")
                .append(WireSettings.MEDIA_TYPE)
                .append("\r\nContent-Length: ")
                .append(length)
                .append("\r\n\r\n");
        channel.write(Answer.ascii(channel, head));
        ByteBuf body = channel.alloc().buffer(length);
        media.copy(media.lastOf(0, segment.first()), 1, body);
        media.copy(media.lastOf(media.pmtPid(), segment.first()), 1, body);
        media.copy(segment.first(), packets, body);
        engine.counters.add(swarm.infohash, Count.BYTES, length);
        Answer.finish(channel, body);
    }

    private static long number(String name) {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException ignored) {
            return -1;
        }
    }

    private void fail(EngineRequest request, String infohash, int status, String text) {
        Answer.send(request, engine.scripts.settings(infohash).wire().answers(), status, Answer.TEXT, text);
    }
}
