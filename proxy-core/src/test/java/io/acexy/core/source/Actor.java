package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.MediaSink;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An engine of a {@link Rehearsal}: one session at a time, of the broadcast as it was some seconds ago. */
final class Actor {

    final String name;
    final Engine engine;

    double behind;
    double reachBack;
    boolean free = true;
    EngineFault startFault;
    double cold = 0.1;
    boolean silent;
    boolean answersStat = true;
    boolean knowsSession = true;
    double speed = 1;
    Consumer<byte[]> change = packet -> {};
    int starts;
    int leases;
    int questions;
    boolean read = true;
    int wakesAt;

    private Rehearsal rehearsal;
    private Session session;

    Actor(String name, double behind, double reachBack) {
        this.name = name;
        this.engine = new Engine(name, "127.0.0.1", 1 + name.charAt(0));
        this.behind = behind;
        this.reachBack = reachBack;
    }

    MediaSession open(Rehearsal on, ContentId content, MediaSession.Listener listener) {
        rehearsal = on;
        session = new Session(content, listener);
        return session;
    }

    /** There is never a session of one content while there is one of another. */
    void assertNoOther(ContentId content) {
        if (session != null && !session.ended && !session.content.equals(content)) {
            throw new AssertionError(name + " still has " + session.content + " when " + content + " is opened");
        }
    }

    boolean isOpen() {
        return session != null && !session.stopped;
    }

    /** Its connection breaks, or ends. */
    void fail(EngineFault.Kind kind) {
        session.fail(new EngineFault(kind, "as the test wants"));
    }

    /** The content that is played there has ended, if it is this one. */
    void endOf(ContentId content) {
        if (session != null && session.opened && session.content.equals(content)) {
            fail(EngineFault.Kind.ENDED);
        }
    }

    void send() {
        if (session != null) {
            session.send();
        }
    }

    private final class Session implements MediaSession {

        private final ContentId content;
        private final Listener listener;
        private MediaSink sink;
        private boolean ended;
        private boolean opened;
        private boolean stopped;
        private long position;
        private double edge;
        private double lastOnAir;

        Session(ContentId content, Listener listener) {
            this.content = content;
            this.listener = listener;
        }

        @Override
        public void feed(MediaSink to) {
            sink = to;
        }

        @Override
        public void start() {
            starts++;
            rehearsal.log.add(shown() + " opened");
            after(0.05, this::answered);
        }

        private String shown() {
            return name + Rehearsal.letter(content);
        }

        private void after(double seconds, Runnable task) {
            rehearsal.loop().schedule(task, (long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        }

        private void answered() {
            if (stopped) {
                return;
            }
            if (startFault != null) {
                listener.failed(startFault);
            } else if (rehearsal.refused.contains(content)) {
                listener.failed(EngineFault.ofText("failed to load content"));
            } else {
                listener.started(links());
                after(cold, this::play);
            }
        }

        private void play() {
            opened = !stopped;
            lastOnAir = rehearsal.onAir();
            edge = lastOnAir - behind;
            position = Reel.packetAt(edge - reachBack);
        }

        void send() {
            double now = rehearsal.onAir();
            edge += (now - lastOnAir) * speed;
            lastOnAir = now;
            if (!opened || silent || rehearsal.mute.contains(content)) {
                return;
            }
            long end = Reel.packetAt(edge);
            if (end <= position) {
                return;
            }
            ByteBuf piece = rehearsal.buffer((int) (end - position) * TsPacket.SIZE);
            byte[] packet = new byte[TsPacket.SIZE];
            for (; position < end; position++) {
                Reel.MEDIA.fill(position, packet);
                change.accept(packet);
                Reel.ofAnother(packet, content.value().charAt(0) - '1');
                piece.writeBytes(packet, 0, TsPacket.SIZE - Long.BYTES).writeLong(position);
            }
            sink.media(piece);
        }

        void fail(EngineFault fault) {
            opened = false;
            listener.failed(fault);
        }

        @Override
        public SessionLinks links() {
            return new SessionLinks("/ace/r/x", "/ace/stat/x", "/ace/cmd/x", null, "s", 1, false);
        }

        @Override
        public void reopen() {
            rehearsal.log.add(shown() + " reopened");
            after(0.2, () -> {
                if (startFault == null && !rehearsal.refused.contains(content)) {
                    play();
                } else if (!stopped) {
                    listener.failed(startFault == null ? EngineFault.ofText("failed to load content") : startFault);
                }
            });
        }

        @Override
        public boolean hasStat() {
            return true;
        }

        @Override
        public Future<EngineStat> stat(Duration timeout) {
            questions++;
            Promise<EngineStat> answer = rehearsal.loop().newPromise();
            EngineStat stat = answersStat ? new EngineStat(knowsSession, "dl", 5, 1, 0, 0) : null;
            after(answersStat ? 0.01 : timeout.toMillis() / 1e3, () -> answer.setSuccess(stat));
            return answer;
        }

        @Override
        public void reading(boolean on) {
            read = on;
        }

        @Override
        public void wakeAt(int bytes) {
            wakesAt = bytes;
        }

        @Override
        public Future<Void> stop() {
            opened = false;
            stopped = true;
            rehearsal.log.add(shown() + " stopped");
            Promise<Void> done = rehearsal.loop().newPromise();
            after(0.01, () -> {
                ended = true;
                done.setSuccess(null);
            });
            return done;
        }

        @Override
        public void abandon() {
            ended = true;
            opened = false;
            stopped = true;
        }
    }
}
