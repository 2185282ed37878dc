package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Who watches a transport stream: of each packet the first byte is looked at, and of a sampled player's every byte. */
final class StreamVisit extends Visit implements Wire.Reader {

    private static final int OK = 200;
    private static final int PACKET = 188;
    private static final byte SYNC = 0x47;
    private static final int TEXT = 200;
    /** Who does not read for so long is sent away; {@link House} has it among its settings. */
    private static final Duration PATIENCE_WITH_PAUSED = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long SILENCE = Duration.ofSeconds(20).toNanos();
    private static final Duration NO_ANSWER = Duration.ofSeconds(75);

    private final Sample sample;
    private final StringBuilder text = new StringBuilder();
    private Wire.Line line;
    private int status;
    private long received;
    private long lastByte;
    private boolean paused;
    private boolean hasPaused;
    private boolean toldOfSilence;

    /**
     * @param sample looks at his bytes; {@link Sample#NONE} where nobody does
     */
    StreamVisit(Crowd crowd, Wish wish, Sample sample) {
        super(crowd, wish);
        this.sample = sample;
    }

    @Override
    void come() {
        line = crowd.wire.get(wish.target(), wish.headers(), this);
        in(wish.pause().after(), this::pause);
        in(NO_ANSWER, this::noAnswer);
        in(LOOK, this::look);
    }

    private void noAnswer() {
        if (status == 0 && !hasPaused) {
            refused("no answer for " + NO_ANSWER.toSeconds() + " s");
        }
    }

    private void pause() {
        paused = true;
        hasPaused = true;
        line.reading(false);
        in(wish.pause().length(), () -> {
            paused = false;
            lastByte = System.nanoTime();
            line.reading(true);
        });
    }

    private void look() {
        boolean silent = status == OK && !paused && System.nanoTime() - lastByte > SILENCE;
        if (silent && !toldOfSilence) {
            toldOfSilence = true;
            Effect effect =
                    crowd.troubles.blame(Effect.SILENCE, wish.tags(), lastByte).isPresent()
                            ? Effect.SILENCE
                            : Effect.CUT;
            put("silence", effect, lastByte, "nothing for 20 s");
        }
        in(LOOK, this::look);
    }

    @Override
    public void head(HttpResponse head) {
        status = head.status().code();
        lastByte = System.nanoTime();
    }

    @Override
    public void bytes(ByteBuf bytes) {
        lastByte = System.nanoTime();
        if (status != OK) {
            text.append(bytes.toString(StandardCharsets.UTF_8));
            return;
        }
        int count = bytes.readableBytes();
        int first = (int) ((PACKET - received % PACKET) % PACKET);
        for (int at = first; at < count; at += PACKET) {
            if (bytes.getByte(bytes.readerIndex() + at) != SYNC) {
                crowd.ledger.unexplained(wish.agent() + ": no packet begins at byte " + (received + at) + " of "
                        + wish.target() + " at " + crowd.clock());
                finish("wrong");
                return;
            }
        }
        received += count;
        crowd.ledger.received(count);
        if (sample != Sample.NONE) {
            sample.accept(ByteBufUtil.getBytes(bytes));
        }
    }

    @Override
    public void end(boolean clean) {
        if (status == OK || (status == 0 && hasPaused)) {
            ended(clean ? "ended cleanly" : "connection cut");
        } else {
            refused(status + " "
                    + text.substring(0, Math.min(TEXT, text.length())).strip());
        }
    }

    private void ended(String how) {
        judge();
        boolean byHimself = hasPaused && wish.pause().length().compareTo(PATIENCE_WITH_PAUSED.minusSeconds(5)) > 0;
        if (byHimself) {
            finish("sent away, not having read for 30 s");
        } else {
            cut(how + " after " + received + " bytes"
                    + (lastByte == 0
                            ? ""
                            : ", " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastByte)
                                    + " ms after the last"));
        }
    }

    @Override
    void leave() {
        judge();
        finish(status == 0 ? "left before an answer" : "left");
    }

    private void judge() {
        sample.judge(this, hasPaused);
    }

    @Override
    void hangUp() {
        if (line != null) {
            line.hangUp(wish.reset());
        }
    }
}
