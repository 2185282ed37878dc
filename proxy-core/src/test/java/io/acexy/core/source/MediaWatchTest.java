package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.mpegts.TsInspector;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What comes for how long, and what is said of it. A look is taken twice a second; limits are the proxy's own. */
class MediaWatchTest {

    private static final double LOOK = 0.5;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final TsInspector inspector = new TsInspector(point -> {});
    private final MediaWatch watch = new MediaWatch(inspector, Rehearsal.defaults(), ticker);
    private double position;
    private long offset;
    private EngineFault first;
    private double firstAt;
    private double since;

    /** Steps of a test, in order. */
    private interface Script {
        void play(MediaWatchTest test);
    }

    private record Row(String sentence, String says, Script script) {}

    @TestFactory
    Stream<DynamicTest> aPicture() {
        return play(
                new Row("what flows is well", "well", test -> test.flow(120)),
                new Row("a picture that goes is missed 8 s after its last keyframe", "BROKEN after 6.5 s", test -> {
                    test.flow(10);
                    test.flow(20, 1, MediaWatchTest::withoutPicture);
                }),
                new Row("one that comes back is not", "well", test -> {
                    test.flow(10);
                    test.flow(6, 1, MediaWatchTest::withoutPicture);
                    test.flow(30);
                }),
                new Row("radio that names a picture is radio", "well", test -> {
                    test.flow(120, 1, MediaWatchTest::withoutPicture);
                }),
                new Row("another source has as long to show one", "well", test -> {
                    test.flow(10);
                    test.flow(6, 1, MediaWatchTest::withoutPicture);
                    test.watch.sourceChanged();
                    test.flow(6, 1, MediaWatchTest::withoutPicture);
                    test.flow(10);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aPace() {
        return play(
                new Row("half the speed is too slow after 20 s", "SLOW after 20 s", test -> {
                    test.flow(10);
                    test.flow(60, 0.5, packet -> {});
                }),
                new Row("a burst at the start is no speed to be held to", "well", test -> {
                    test.burst(9);
                    test.flow(120);
                }),
                new Row("3 s lost now and then for an hour are not slowness", "well", test -> {
                    for (int i = 0; i < 12; i++) {
                        test.flow(297);
                        test.silence(3);
                    }
                }),
                new Row("but three stalls of 4 s in two minutes are, in the third", "SLOW after 42 s", test -> {
                    test.flow(10);
                    for (int i = 0; i < 3; i++) {
                        test.silence(4);
                        test.flow(40);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aClockThatSaysLittle() {
        return play(
                new Row("a clock that stands says nothing", "well", test -> {
                    test.flow(10);
                    test.flow(120, 1, packet -> Reel.setClock(packet, 10));
                }),
                new Row("nor one that is seldom told", "well", test -> {
                    double[] last = {-100};
                    test.flow(200, 1, packet -> {
                        if (test.position - last[0] < 15) {
                            Reel.withoutClock(packet);
                        } else if (Reel.hasClock(packet)) {
                            last[0] = test.position;
                        }
                    });
                }),
                new Row("a jump of the clock is not slowness", "well", test -> {
                    test.flow(30);
                    test.flow(60, 1, packet -> Reel.shift(packet, 3_000));
                    test.flow(60, 1, packet -> Reel.shift(packet, -3_000));
                }));
    }

    @TestFactory
    Stream<DynamicTest> keyframes() {
        return play(new Row("keyframes that stay away are missed 8 s after the last", "BROKEN after 6.5 s", test -> {
            test.flow(10);
            test.flowOf(30, 1, (packet, number) -> {
                if (Reel.MEDIA.isKeyframePart(number)) {
                    Reel.toNull(packet);
                }
            });
        }));
    }

    private static Stream<DynamicTest> play(Row... rows) {
        return Stream.of(rows)
                .map(row -> DynamicTest.dynamicTest(row.sentence, () -> {
                    MediaWatchTest test = new MediaWatchTest();
                    row.script.play(test);
                    assertThat(test.said()).isEqualTo(row.says);
                }));
    }

    private static void withoutPicture(byte[] packet) {
        if (Reel.isVideo(packet)) {
            Reel.toNull(packet);
        }
    }

    private String said() {
        return first == null ? "well" : first.kind() + " after " + format(firstAt) + " s";
    }

    private static String format(double seconds) {
        long halves = Math.round(seconds / LOOK);
        return halves % 2 == 0 ? Long.toString(halves / 2) : halves / 2 + ".5";
    }

    private void flow(double seconds) {
        flow(seconds, 1, packet -> {});
    }

    /** Media comes at so many times the speed at which it plays. */
    private void flow(double seconds, double speed, Consumer<byte[]> change) {
        flowOf(seconds, speed, (packet, number) -> change.accept(packet));
    }

    private void flowOf(double seconds, double speed, ObjLongConsumer<byte[]> change) {
        since = 0;
        for (double passed = 0; passed < seconds; passed += LOOK) {
            ticker.advance((long) (LOOK * 1000), TimeUnit.MILLISECONDS);
            since += LOOK;
            come(LOOK * speed, change);
            look();
        }
    }

    private void silence(double seconds) {
        for (double passed = 0; passed < seconds; passed += LOOK) {
            ticker.advance((long) (LOOK * 1000), TimeUnit.MILLISECONDS);
            since += LOOK;
            look();
        }
    }

    /** Comes at once. */
    private void burst(double seconds) {
        come(seconds, (packet, number) -> {});
        look();
    }

    private void come(double seconds, ObjLongConsumer<byte[]> change) {
        ByteBuf media = Reel.changedOf(position, position + seconds, change).buffer();
        position += seconds;
        for (int at = 0; at < media.readableBytes(); at += 188, offset += 188) {
            inspector.inspect(media, at, offset);
        }
    }

    private void look() {
        EngineFault fault = watch.look();
        if (fault != null && first == null) {
            first = fault;
            firstAt = since;
        }
    }
}
