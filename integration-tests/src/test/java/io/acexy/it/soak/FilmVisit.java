package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import io.acexy.simulator.media.FilmBytes;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who watches a film, and searches in it: range after range, each held against the file. */
final class FilmVisit extends Visit {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
    private static final int LEAST = 1_000;
    private static final int MOST = 400_000;
    private static final int TEXT = 200;
    private static final int OK = 200;
    private static final int PART = 206;
    private static final Duration NO_ANSWER = Duration.ofSeconds(75);

    /** An engine plays a film for one viewer, and there are more of a film than there are engines. */
    private static final String TAKEN = "for one viewer at a time";

    private final FilmBytes truth;
    private final SplittableRandom chance;
    private Fetch fetch;
    private int ranges;
    private int waiting;

    FilmVisit(Crowd crowd, Wish wish, FilmBytes truth, SplittableRandom chance) {
        super(crowd, wish);
        this.truth = truth;
        this.chance = chance;
    }

    @Override
    void come() {
        int length = chance.nextInt(LEAST, MOST);
        long from = chance.nextLong(truth.length() - length);
        Map<String, String> headers = new HashMap<>(wish.headers());
        headers.put("range", "bytes=" + from + "-" + (from + length - 1));
        int number = ++waiting;
        fetch = new Fetch(crowd.wire, wish.target(), headers, answer -> {
            if (!isOver()) {
                waiting++;
                answered(answer, from, length);
            }
        });
        in(NO_ANSWER, () -> {
            if (waiting == number) {
                failed("no answer for " + NO_ANSWER.toSeconds() + " s");
            }
        });
    }

    private void answered(Fetch answer, long from, int length) {
        Matcher range = RANGE.matcher(String.valueOf(answer.header("content-range")));
        if (answer.status() == PART && range.matches()) {
            check(Long.parseLong(range.group(1)), answer.body());
            if (answer.clean() && !isOver()) {
                ranges++;
                in(Duration.ofMillis(chance.nextInt(500, 6_000)), this::come);
                return;
            }
        }
        if (!isOver()) {
            String text = answer.status() == OK ? "" : new String(answer.body(), StandardCharsets.UTF_8);
            failed(answer.status() + (answer.clean() ? " " : " cut ") + text.substring(0, Math.min(TEXT, text.length()))
                    + " for " + length + " bytes from " + from);
        }
    }

    private void check(long from, byte[] body) {
        crowd.ledger.received(body.length);
        crowd.ledger.checkedRange();
        long wrong = truth.mismatch(from, body);
        if (wrong >= 0) {
            put("wrong bytes", Effect.DISTORT, begun, "byte " + wrong + " of the file");
            finish("wrong");
        }
    }

    /** Each range is a wish of its own: one that is turned away was not cut. */
    private void failed(String how) {
        if (how.contains(TAKEN)) {
            crowd.ledger.explained("refused", "others who watch the film");
            finish("refused");
        } else if (ranges == 0 || fetch.status() >= HttpResponseStatus.BAD_REQUEST.code()) {
            refused(how);
        } else {
            cut(how);
        }
    }

    @Override
    void hangUp() {
        if (fetch != null) {
            fetch.hangUp();
        }
    }
}
