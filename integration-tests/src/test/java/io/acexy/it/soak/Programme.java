package io.acexy.it.soak;

import io.acexy.it.support.Content;
import io.acexy.simulator.media.FilmFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What there is to watch: contents by what they are, and channels that have two contents each. */
final class Programme {

    /**
     * A channel of the household.
     *
     * @param number its place in the tuner's lineup, from 1
     */
    record Channel(int number, Content first, Content second) {

        String id() {
            return "channel-" + number;
        }
    }

    static final int CHANNELS = 8;
    private static final long FILM_BYTES = 256L << 20;

    final List<Content> common = contents(100, 20);
    final List<Content> rich = contents(200, 2);
    final List<Content> films = contents(300, 12);
    final List<Channel> channels = channels();

    private static List<Content> contents(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(Content::number).toList();
    }

    private static List<Channel> channels() {
        List<Channel> all = new ArrayList<>();
        for (int number = 1; number <= CHANNELS; number++) {
            all.add(new Channel(number, Content.number(400 + number), Content.number(450 + number)));
        }
        return List.copyOf(all);
    }

    /** What a film is. */
    FilmFile file(Content film) {
        return FilmFile.pattern(FILM_BYTES, films.indexOf(film) + 1L);
    }

    /** Contents that are broadcasts. */
    List<Content> live() {
        List<Content> all = new ArrayList<>(common);
        all.addAll(rich);
        channels.forEach(channel -> {
            all.add(channel.first());
            all.add(channel.second());
        });
        return all;
    }
}
