package io.acexy.core.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is listed, how long it stays, and what it costs. Time goes by as the media plays. */
class HlsMuxerTest {

    private static final long FIRST = 1_000;
    private static final Pattern NUMBER = Pattern.compile("(?m)^(\\d+)\\.ts\\?session=x$");

    private final MockTicker ticker = Ticker.newMockTicker();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private BufferBudget budget = BufferBudget.unlimited();
    private ScriptedMedia media = new ScriptedMedia(budget, this::pass);
    private final List<String> told = new ArrayList<>();
    private HlsMuxer muxer;

    @AfterEach
    void allIsGivenBack() {
        muxer.close();
        media.close();
        assertThat(media.allocator.metric().usedDirectMemory()).isZero();
        assertThat(muxer.held()).isZero();
    }

    private void subscribe(int segment, int window) {
        HlsConfig config = new HlsConfig(Duration.ofSeconds(segment), Duration.ofSeconds(window));
        muxer = new HlsMuxer(config, budget, ticker, () -> now, FIRST, new HlsMuxer.Listener() {
            @Override
            public void listed() {
                told.add("listed");
            }

            @Override
            public void refused(long neededBytes) {
                told.add("refused " + neededBytes / ScriptedMedia.BYTES_PER_SECOND + " s");
            }

            @Override
            public void failed(Throwable cause) {
                told.add("failed " + cause);
            }
        });
        media.broadcast.subscribe(muxer);
    }

    private void play(String script) {
        media.play(script);
    }

    private void pass(long micros) {
        ticker.advance(micros, TimeUnit.MICROSECONDS);
        now = now.plusNanos(micros * 1000);
    }

    private String list() {
        return muxer.list("?session=x").orElse("none");
    }

    private List<Long> numbers() {
        List<Long> found = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(list());
        while (matcher.find()) {
            found.add(Long.valueOf(matcher.group(1)));
        }
        return found;
    }

    private boolean has(long number) {
        Optional<ByteBuf> body = muxer.segment(number);
        body.ifPresent(ByteBuf::release);
        return body.isPresent();
    }

    @Test
    void aListSaysWhatItHas() {
        subscribe(4, 60);
        play("K 1 K 2 K 4 K 1.5 J K 3 K 1");
        assertThat(list())
                .isEqualTo(
                        """
                        #EXTM3U
                        #EXT-X-VERSION:3
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXT-X-TARGETDURATION:4
                        #EXT-X-MEDIA-SEQUENCE:1000
                        #EXT-X-DISCONTINUITY-SEQUENCE:0
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:00.000Z
                        #EXTINF:1.000,
                        1000.ts?session=x
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:01.000Z
                        #EXTINF:2.000,
                        1001.ts?session=x
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:03.000Z
                        #EXTINF:4.000,
                        1002.ts?session=x
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:07.000Z
                        #EXTINF:1.500,
                        1003.ts?session=x
                        #EXT-X-DISCONTINUITY
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:08.500Z
                        #EXTINF:3.000,
                        1004.ts?session=x
                        """);
    }

    @Test
    void nothingIsListedBeforeThereAreTwoTargets() {
        subscribe(4, 60);
        play("K 2 K 2 K 2 K 1.9");
        assertThat(list()).isEqualTo("none");
        assertThat(muxer.segment(FIRST)).isEmpty();
        assertThat(told).isEmpty();
        play("K 0.1 K 1");
        assertThat(list()).as("7.9 s are less than 8").isEqualTo("none");
        play("K 0.1");
        assertThat(told).containsExactly("listed");
        assertThat(numbers()).hasSize(5);
    }

    @Test
    void aListThatHasEndedSaysSoChangesNoMoreAndCanBeReadToItsEnd() {
        subscribe(4, 60);
        play("K 4 K 4 K 1");
        String before = list();
        muxer.end();
        play("K 4 K 4 K 4");
        assertThat(list()).isEqualTo(before + "#EXT-X-ENDLIST\n");
        assertThat(numbers()).hasSize(2).allMatch(this::has);
    }

    @Test
    void whatHasNoListYetHasNoEnd() {
        subscribe(4, 60);
        play("K 4");
        muxer.end();
        play("K 4 K 1");
        assertThat(list()).doesNotContain("ENDLIST").isNotEqualTo("none");
    }

    @Test
    void aStreamThatRunsIsListedAtOnceWithWhatTheRingHolds() {
        play("K 2 K 2 K 2 K 2 K 2 K 2 K 2 K 2 K 1");
        subscribe(4, 60);
        assertThat(told).containsExactly("listed");
        assertThat(list()).contains("#EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:00.000Z\n");
        assertThat(numbers()).hasSize(8);
    }

    @Test
    void theTargetStaysWhateverComes() {
        subscribe(4, 60);
        play("K 6 K 6 K 1");
        assertThat(muxer.target()).isEqualTo(Duration.ofSeconds(6));
        play("9 K 6 K 1");
        assertThat(list()).contains("#EXT-X-TARGETDURATION:6\n").doesNotContain("INDEPENDENT");
    }

    @Test
    void aListIsNoLongerThanItsWindowAndNeverShorterThanThreeTargets() {
        subscribe(4, 20);
        for (int i = 0; i < 30; i++) {
            play("K 4");
        }
        assertThat(numbers()).hasSize(5).isSubsetOf(1024L, 1025L, 1026L, 1027L, 1028L, 1029L);
        assertThat(list()).contains("#EXT-X-MEDIA-SEQUENCE:" + numbers().get(0) + "\n");
        subscribeAnew(4, 5);
        for (int i = 0; i < 30; i++) {
            play("K 4");
        }
        assertThat(numbers()).hasSize(3);
    }

    private void subscribeAnew(int segment, int window) {
        muxer.close();
        subscribe(segment, window);
    }

    @Test
    void aSegmentThatHasLeftTheListStaysForItsOwnTimeAndThatOfTheLongestList() {
        subscribe(4, 20);
        while (numbers().isEmpty() || numbers().get(0) < 1010) {
            play("K 4");
        }
        play("K 4 K 4 K 4 K 4 K 4 K 4");
        long removed = numbers().get(0) - 1;
        play("K 4 K 4 K 4 K 4 K 3.9");
        assertThat(has(removed)).as("23.8 s later").isTrue();
        play("0.1 K 0.1");
        assertThat(has(removed)).as("24 s later").isFalse();
        assertThat(has(removed + 1)).isTrue();
        pass(TimeUnit.SECONDS.toMicros(4));
        assertThat(has(removed + 1)).as("though nothing comes any more").isFalse();
    }

    @Test
    void numbersThatAreNotToBeHad() {
        subscribe(4, 20);
        for (int i = 0; i < 30; i++) {
            play("K 4");
        }
        for (long number : new long[] {Long.MIN_VALUE, -1, 0, 999, 1000, 1029, 1030, Long.MAX_VALUE}) {
            assertThat(has(number))
                    .as("%s", number)
                    .isEqualTo(number == numbers().get(4));
        }
        assertThat(muxer.behind(numbers().get(2))).contains(Duration.ofSeconds(8));
        assertThat(muxer.behind(1)).isEmpty();
    }

    @Test
    void theNumberOfADiscontinuityStaysWithItsSegment() {
        subscribe(4, 20);
        play("K 4 K 4 J K 4 J K 4 K 4 K 4 K 1");
        assertThat(list()).contains("#EXT-X-DISCONTINUITY-SEQUENCE:0\n").contains("#EXT-X-DISCONTINUITY\n");
        play("3 K 4 K 4");
        assertThat(list()).contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
        play("K 4 K 4 K 4");
        assertThat(list()).contains("#EXT-X-DISCONTINUITY-SEQUENCE:2\n").doesNotContain("DISCONTINUITY\n");
    }

    @Test
    void behindAJumpTheDateIsThatOfTheClockAgain() {
        subscribe(4, 60);
        play("K 4 K 4 K 4");
        pass(TimeUnit.SECONDS.toMicros(30));
        play("J K 4 K 1");
        assertThat(list()).contains("#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:42.");
    }

    @Test
    void itHoldsTwoWindowsAndASegmentWhateverComes() {
        subscribe(4, 20);
        long most = 0;
        for (int i = 0; i < 400; i++) {
            play(i % 30 == 7 ? "1 J K 2 K 1" : "K 2 K 2");
            most = Math.max(most, muxer.held());
        }
        assertThat(most)
                .as("and the tables at each head; the last segment to go is late by less than one")
                .isBetween(40L * ScriptedMedia.BYTES_PER_SECOND, 46L * ScriptedMedia.BYTES_PER_SECOND);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItIsListed() {
        budget = new BufferBudget(150L * ScriptedMedia.BYTES_PER_SECOND);
        media.close();
        media = new ScriptedMedia(budget, this::pass);
        subscribe(4, 60);
        play("K 4 K 4 K 4 K 4");
        assertThat(told).containsExactly("refused 125 s");
        assertThat(muxer.held()).isZero();
        assertThat(list()).isEqualTo("none");
    }

    @Test
    void whatHasBegunAndFitsNoLongerIsShortened() {
        budget = new BufferBudget(200L * ScriptedMedia.BYTES_PER_SECOND);
        media.close();
        media = new ScriptedMedia(budget, this::pass);
        subscribe(4, 60);
        play("K 4 K 4 K 4");
        assertThat(told).containsExactly("listed");
        BufferBudget.Reservation other = budget.reserve();
        assertThat(other.resize(26L * ScriptedMedia.BYTES_PER_SECOND)).isFalse();
        assertThat(other.resize(23L * ScriptedMedia.BYTES_PER_SECOND)).isTrue();
        media.play("K S40");
        for (int i = 0; i < 60; i++) {
            play("K 4");
            assertThat(muxer.held()).isLessThan(126L * ScriptedMedia.BYTES_PER_SECOND);
        }
        assertThat(numbers()).hasSizeGreaterThan(3);
        muxer.close();
        assertThat(other.resize(150L * ScriptedMedia.BYTES_PER_SECOND)).isTrue();
        other.close();
    }

    @Test
    void aThousandPlayersWhoLoadASegmentTakeNoMoreMemoryThanOne() {
        subscribe(4, 20);
        play("K 4 K 4 K 4");
        long before = media.allocator.metric().usedDirectMemory();
        List<ByteBuf> bodies = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            bodies.add(muxer.segment(FIRST).orElseThrow());
        }
        assertThat(media.allocator.metric().usedDirectMemory()).isEqualTo(before);
        assertThat(bodies).allSatisfy(body -> assertThat(body.isDirect()).isTrue());
        bodies.forEach(ByteBuf::release);
    }

    @Test
    void aSegmentOnItsWayToAPlayerOutlivesItsList() {
        subscribe(4, 20);
        play("K 4 K 4 K 4");
        ByteBuf body = muxer.segment(FIRST).orElseThrow();
        muxer.close();
        assertThat(TsPacket.pid(body, 0)).isZero();
        body.release();
    }
}
