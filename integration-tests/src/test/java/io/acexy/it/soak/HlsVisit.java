package io.acexy.it.soak;

import io.acexy.testkit.HlsList;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Who watches as HLS: the list again and again, and each segment that is new. */
final class HlsVisit extends Visit {

    private static final int OK = 200;
    private static final int BEHIND = 3;
    private static final int TEXT = 200;
    private static final Duration NO_ANSWER = Duration.ofSeconds(75);

    private final Sample sample;
    private Fetch fetch;
    private String list;
    private long next = -1;
    private boolean skipped;
    private long begunToWait;

    HlsVisit(Crowd crowd, Wish wish, Sample sample) {
        super(crowd, wish);
        this.sample = sample;
    }

    @Override
    void come() {
        ask(wish.target(), this::index);
    }

    private void ask(String target, java.util.function.Consumer<Fetch> then) {
        begunToWait = System.nanoTime();
        long asked = begunToWait;
        fetch = new Fetch(crowd.wire, target, wish.headers(), answer -> {
            if (!isOver()) {
                then.accept(answer);
            }
        });
        in(NO_ANSWER, () -> {
            if (begunToWait == asked) {
                failed("no answer for " + NO_ANSWER.toSeconds() + " s to " + target);
            }
        });
    }

    private void index(Fetch answer) {
        begunToWait = 0;
        if (answer.status() != OK || !answer.clean()) {
            refused(answer.status() + " " + shown(answer));
            return;
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        Optional<String> address =
                text.lines().filter(line -> !line.startsWith("#")).findFirst();
        list = resolve(wish.target(), address.orElse("none"));
        ask(list, this::list);
    }

    private void list(Fetch answer) {
        begunToWait = 0;
        if (answer.status() != OK || !answer.clean()) {
            failed("list: " + answer.status() + " " + shown(answer));
            return;
        }
        HlsList read;
        try {
            read = HlsList.of(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (AssertionError | RuntimeException wrong) {
            crowd.ledger.unexplained(wish.agent() + ": " + wrong.getMessage() + " in " + list);
            finish("wrong");
            return;
        }
        if (next < 0) {
            next = Math.max(read.first(), read.first() + read.segments().size() - BEHIND);
        } else if (next < read.first()) {
            skipped = true;
            next = read.first();
        }
        segments(read);
    }

    private void segments(HlsList read) {
        for (HlsList.Segment segment : read.segments()) {
            if (segment.number() == next) {
                next++;
                ask(resolve(list, segment.address()), answer -> segment(answer, read));
                return;
            }
        }
        in(Duration.ofSeconds(Math.max(1, read.target() / 2)), () -> ask(list, this::list));
    }

    private void segment(Fetch answer, HlsList read) {
        begunToWait = 0;
        if (answer.status() != OK || !answer.clean()) {
            failed("segment " + (next - 1) + ": " + answer.status() + " " + shown(answer));
            return;
        }
        crowd.ledger.received(answer.body().length);
        sample.accept(answer.body());
        segments(read);
    }

    private void failed(String how) {
        sample.judge(this, skipped);
        if (next < 0) {
            refused(how);
        } else {
            cut(how);
        }
    }

    @Override
    void leave() {
        sample.judge(this, skipped);
        finish(next < 0 ? "left before an answer" : "left");
    }

    @Override
    void hangUp() {
        if (fetch != null) {
            fetch.hangUp();
        }
    }

    private static String shown(Fetch answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return text.substring(0, Math.min(TEXT, text.length())).strip();
    }

    private static String resolve(String base, String address) {
        return java.net.URI.create(base).resolve(address).toString();
    }
}
