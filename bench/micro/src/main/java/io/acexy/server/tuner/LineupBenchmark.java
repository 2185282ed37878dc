package io.acexy.server.tuner;

import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A lineup of 1,000 channels, made anew, as after each change of the list. Once made, it is served as it is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 1, time = 5)
@Fork(1)
public class LineupBenchmark {

    private static final int CHANNELS = 1_000;

    private final LineupPages pages = new LineupPages();
    private final Lineup[] lineups = {lineup(), lineup()};
    private int next;

    private static Lineup lineup() {
        return new Lineup(IntStream.rangeClosed(1, CHANNELS)
                .mapToObj(LineupBenchmark::channel)
                .toList());
    }

    private static Channel channel(int number) {
        return new Channel(
                "channel-" + number,
                Integer.toString(number),
                "Channel number " + number + " HD",
                "channel." + number,
                List.of("Group"),
                "",
                List.of(new ContentId(ContentId.Kind.CONTENT_ID, String.format("%040x", number), 0)));
    }

    /** One lineup after the other, so that neither is kept. */
    @Benchmark
    public byte[] json() {
        next = 1 - next;
        return pages.page(lineups[next], Map.of(), LineupPages.Form.JSON, "http://tv.lan:8080");
    }
}
