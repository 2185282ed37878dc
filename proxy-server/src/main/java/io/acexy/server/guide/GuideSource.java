package io.acexy.server.guide;

import io.acexy.server.fetch.Fetched;
import io.acexy.server.fetch.Fetcher;
import io.acexy.server.fetch.Limits;
import io.acexy.server.fetch.Validators;
import io.acexy.server.fetch.Wish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One guide, and what the lineup wanted of its last good copy, which stays in force until there is a better one. Confined to one thread,
 * but for {@link #view}; blocks.
 */
final class GuideSource {

    private static final Logger LOG = LoggerFactory.getLogger(GuideSource.class);

    /** Guides of whole continents are some 300 MB. */
    private static final Limits LIMITS =
            new Limits(512L << 20, 2L << 30, Duration.ofSeconds(30), Duration.ofMinutes(10));

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    private final String source;
    private final Duration refresh;
    private final Duration past;
    private final Path part;
    private final Path notes;
    private Validators known = Validators.NONE;
    private String wantedThen = "";
    private Instant due = Instant.MIN;
    private volatile GuideView view;

    /**
     * @param past how much of what is over is kept
     * @param folder for its copy
     */
    GuideSource(String source, Duration refresh, Duration past, Path folder) {
        this.source = source;
        this.refresh = refresh;
        this.past = past;
        String name = "guide-" + UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8));
        this.part = folder.resolve(name + ".gz");
        this.notes = folder.resolve(name + ".txt");
        this.view = new GuideView(Fetcher.shown(source), 0, Optional.empty(), Optional.empty(), "");
    }

    /** Whether it is the one that is written so. */
    boolean isOf(String written) {
        return source.equals(written);
    }

    /** How it is. Any thread. */
    GuideView view() {
        return view;
    }

    /** Its copy, where there is one. */
    Optional<Path> part() {
        return Files.exists(part) ? Optional.of(part) : Optional.empty();
    }

    /** Takes up what an earlier process has kept. */
    void recall() {
        try {
            if (!Files.exists(notes) || !Files.exists(part)) {
                return;
            }
            List<String> kept = Files.readAllLines(notes);
            Instant good = Instant.parse(kept.get(0));
            view = new GuideView(view.source(), Integer.parseInt(kept.get(1)), Optional.of(good), Optional.empty(), "");
            wantedThen = kept.get(2);
            known = new Validators(kept.get(3), kept.get(4));
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("guide", view.source())
                    .addKeyValue("reason", e.toString())
                    .log("its copy is unreadable");
        }
    }

    /** Looks whether it has changed, if it is time to, or if other channels are wanted of it; returns whether there is a new copy. */
    boolean look(Fetcher fetcher, Wanted wanted, Instant now) {
        boolean others = !wanted.key().equals(wantedThen);
        if (now.isBefore(due) && !(others && view.broken().isEmpty())) {
            return false;
        }
        due = now.plus(refresh);
        Wish wish = new Wish(source, Wish.Trust.OPERATOR, LIMITS, others ? Validators.NONE : known);
        Fetched<Integer> found = fetcher.now(wish, body -> {
            Path made = part.resolveSibling(part.getFileName() + ".new");
            try (GuideWriter out = new GuideWriter(made)) {
                return GuideParser.read(body, out, wanted, now.minus(past).getEpochSecond(), now.getEpochSecond());
            }
        });
        return take(found, wanted, now);
    }

    private boolean take(Fetched<Integer> found, Wanted wanted, Instant now) {
        if (found instanceof Fetched.Refused<Integer> refused) {
            broken(refused.reason(), now);
            return false;
        }
        if (!(found instanceof Fetched.Fresh<Integer> fresh)) {
            good(view.programmes(), now);
            return false;
        }
        try {
            Files.move(part.resolveSibling(part.getFileName() + ".new"), part, StandardCopyOption.REPLACE_EXISTING);
            known = fresh.validators();
            wantedThen = wanted.key();
            good(fresh.value(), now);
            remember(now);
            return true;
        } catch (IOException e) {
            broken("it cannot be kept: " + e.getMessage(), now);
            return false;
        }
    }

    private void remember(Instant now) throws IOException {
        Files.write(
                notes,
                List.of(
                        now.toString(),
                        Integer.toString(view.programmes()),
                        wantedThen,
                        known.etag(),
                        known.lastModified()));
    }

    private void good(int programmes, Instant now) {
        if (view.broken().isPresent()) {
            LOG.atInfo().addKeyValue("guide", view.source()).log("a guide is well again");
        }
        view = new GuideView(view.source(), programmes, Optional.of(now), Optional.empty(), "");
    }

    private void broken(String reason, Instant now) {
        if (!view.reason().equals(reason)) {
            LOG.atWarn()
                    .addKeyValue("guide", view.source())
                    .addKeyValue("reason", reason)
                    .addKeyValue("programmes", view.programmes())
                    .log("a guide is broken: its last good copy is served");
        }
        due = now.plus(refresh.compareTo(AFTER_FAILURE) < 0 ? refresh : AFTER_FAILURE);
        view = new GuideView(
                view.source(), view.programmes(), view.good(), view.broken().or(() -> Optional.of(now)), reason);
    }
}
