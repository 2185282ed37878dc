package io.acexy.it.soak;

import io.acexy.it.soak.Visit.Pause;
import io.acexy.it.soak.Visit.Wish;
import io.acexy.it.support.Content;
import io.acexy.it.support.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** All players: each has a seat, and as soon as one has gone another comes. Seats live on the loop of the {@link Wire}. */
final class Crowd {

    private static final Duration LONG = Duration.ofSeconds(150);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration NEVER = Duration.ofDays(1);

    final Wire wire;
    final TroubleLog troubles;
    final Ledger ledger;
    private final Programme programme;
    private final House house;
    private final Stand stand;
    private final List<Seat> seats = new ArrayList<>();
    private final long born = System.nanoTime();
    private volatile boolean closing = true;

    Crowd(Wire wire, Stand stand, House house, TroubleLog troubles, Ledger ledger) {
        this.wire = wire;
        this.stand = stand;
        this.programme = stand.programme;
        this.house = house;
        this.troubles = troubles;
        this.ledger = ledger;
    }

    /** So many seats, of all forms; nobody comes yet. */
    void seat(int players, SplittableRandom chance) {
        for (int i = 0; i < players; i++) {
            seats.add(new Seat(i, kind(i, players), chance.split()));
        }
    }

    /** The forms by shares of a hundred: most watch transport streams. */
    private static String kind(int seat, int players) {
        int share = seat * 100 / players;
        if (share < 58) {
            return "ts";
        } else if (share < 60) {
            return "ts of 8 Mbit/s";
        } else if (share < 73) {
            return "hls";
        } else if (share < 80) {
            return "film";
        } else if (share < 86) {
            return "channel";
        } else if (share < 88) {
            return "channel as hls";
        } else if (share < 94) {
            return "tuner";
        } else if (share < 97) {
            return "lists and states";
        }
        return share < 98 && Stand.hasFfmpeg() ? "profile" : "ts";
    }

    /** Everybody comes, within a few seconds. Any thread. */
    void come() {
        closing = false;
        wire.loop().execute(() -> seats.forEach(Seat::comeSoon));
    }

    /** Everybody leaves, and nobody comes any more. Any thread; returns when they have hung up. */
    void leave() {
        closing = true;
        wire.loop().submit(() -> seats.forEach(Seat::leave)).syncUninterruptibly();
    }

    boolean isClosing() {
        return closing;
    }

    /** How long the house has been there. */
    String clock() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - born);
        return String.format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** One after the other. On the loop. */
    private final class Seat {

        private final int number;
        private final String kind;
        private final SplittableRandom chance;
        private Visit visit;

        Seat(int number, String kind, SplittableRandom chance) {
            this.number = number;
            this.kind = kind;
            this.chance = chance;
        }

        void comeSoon() {
            wire.loop().schedule(this::come, chance.nextInt(8_000), TimeUnit.MILLISECONDS);
        }

        private void come() {
            if (!closing) {
                visit = next();
                visit.begin(this::gone);
            }
        }

        /** Who zaps is back at once, others come after a while. */
        private void gone() {
            boolean zaps = chance.nextInt(3) == 0;
            wire.loop().schedule(this::come, zaps ? 1 : chance.nextInt(200, 4_000), TimeUnit.MILLISECONDS);
        }

        void leave() {
            if (visit != null && !visit.isOver()) {
                visit.leave();
            }
        }

        private Visit next() {
            switch (kind) {
                case "film" -> {
                    Content film = one(programme.films);
                    return new FilmVisit(
                            Crowd.this,
                            wish(film.byId(), Set.of(film.infohash(), TroubleLog.FILM)),
                            programme.file(film).bytes(),
                            chance.split());
                }
                case "lists and states" -> {
                    return new AskVisit(Crowd.this, wish("", Set.of()), chance.split());
                }
                case "hls" -> {
                    Content content = one(programme.common);
                    return new HlsVisit(
                            Crowd.this,
                            wish("/ace/manifest.m3u8?id=" + content.id(), Set.of(content.infohash(), "hls")),
                            sample(content));
                }
                case "profile" -> {
                    String target = Stand.SOUND.byId() + "&profile=aac";
                    return new StreamVisit(Crowd.this, wish(target, Set.of(Stand.SOUND.infohash())), Sample.NONE);
                }
                case "ts" -> {
                    return stream(one(programme.common));
                }
                case "ts of 8 Mbit/s" -> {
                    return stream(one(programme.rich));
                }
                default -> {
                    return ofChannel(one(programme.channels));
                }
            }
        }

        private Visit stream(Content content) {
            return new StreamVisit(Crowd.this, wish(content.byId(), Set.of(content.infohash())), sample(content));
        }

        /** By the way of his form. What a channel has of several contents is in no one broadcast, so nobody looks. */
        private Visit ofChannel(Programme.Channel channel) {
            Set<String> tags =
                    Set.of(channel.first().infohash(), channel.second().infohash());
            if (kind.equals("tuner")) {
                return new StreamVisit(Crowd.this, wish("/auto/v" + channel.number(), tags), Sample.NONE);
            } else if (kind.equals("channel")) {
                return new StreamVisit(Crowd.this, wish("/channel/" + channel.id() + ".ts", tags), Sample.NONE);
            }
            Set<String> asHls = new HashSet<>(tags);
            asHls.add("hls");
            return new HlsVisit(Crowd.this, wish("/channel/" + channel.id() + ".m3u8", asHls), Sample.NONE);
        }

        /** Every fourth. */
        private Sample sample(Content content) {
            return number % 4 == 0 ? Sample.of(new Truth(stand.broadcaster(), content)) : Sample.NONE;
        }

        private <T> T one(List<T> of) {
            return of.get(chance.nextInt(of.size()));
        }

        private Wish wish(String target, Set<String> tags) {
            boolean guest = chance.nextInt(6) == 0;
            Set<String> marks = new HashSet<>(tags);
            marks.add(house.process());
            if (tags.contains("hls")) {
                marks.add("hls of " + house.process());
            }
            if (guest) {
                marks.add(House.GUESTS);
            }
            Duration stay = stay();
            Duration pauseAfter = chance.nextInt(8) == 0 ? Duration.ofSeconds(chance.nextInt(2, 20)) : NEVER;
            Duration pause = Duration.ofSeconds(chance.nextInt(3) == 0 ? 60 : chance.nextInt(4, 18));
            String key = "/k/" + (guest ? house.guestKey() : House.KEY);
            return new Wish(
                    kind,
                    "seat-" + number,
                    target.isEmpty() ? "" : key + target,
                    marks,
                    stay,
                    new Pause(pauseAfter, pause),
                    chance.nextInt(5) == 0);
        }

        /** Some stay for long, some for an evening, and many for a glance. */
        private Duration stay() {
            int how = chance.nextInt(10);
            if (how == 0) {
                return LONG.multipliedBy(4);
            }
            Duration most = how < 5 ? LONG : Duration.ofSeconds(25);
            return SHORT.plusMillis(chance.nextLong(most.toMillis()));
        }
    }
}
