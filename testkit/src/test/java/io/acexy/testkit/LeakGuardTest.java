package io.acexy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakGuardTest {

    @Test
    void aBufferThatNobodyReleasedIsFoundAndTheTestThatMadeItIsNamed() {
        leak();
        assertThat(found()).singleElement().satisfies(leak -> {
            assertThat(leak.test())
                    .isEqualTo(LeakGuardTest.class.getName()
                            + "#aBufferThatNobodyReleasedIsFoundAndTheTestThatMadeItIsNamed()");
            assertThat(leak.records()).contains("deliberate leak");
            assertThat(leak.isOf(LeakGuardTest.class.getName())).isTrue();
        });
    }

    @Test
    void whatAnEarlierClassHasMadeIsNotChargedToTheOneThatRunsWhenItIsFound() {
        RecordingLeakDetector.runs("io.acexy.Earlier", "itsTest()");
        leak();
        RecordingLeakDetector.runs("io.acexy.EarlierStill", "anotherTest()");
        assertThat(found())
                .singleElement()
                .satisfies(leak -> assertThat(leak.isOf("io.acexy.Earlier")).isTrue())
                .satisfies(
                        leak -> assertThat(leak.isOf("io.acexy.EarlierStill")).isFalse());
    }

    @Test
    void aBufferThatWasReleasedIsNot() {
        ByteBufAllocator.DEFAULT.directBuffer(64).release();
        assertThat(LeakGuard.collect()).isEmpty();
    }

    @Test
    void whatIsNotReleasedIsAReasonToLookTwice() {
        RecordingLeakDetector.looked();
        RecordingLeakDetector.looked();
        ByteBuf kept = ByteBufAllocator.DEFAULT.heapBuffer(64);
        ByteBuf slice = kept.retainedSlice();
        kept.release();
        assertThat(RecordingLeakDetector.anyOpen()).isTrue();
        RecordingLeakDetector.looked();
        assertThat(RecordingLeakDetector.anyOpen()).as("once").isTrue();
        RecordingLeakDetector.looked();
        assertThat(RecordingLeakDetector.anyOpen()).as("twice").isFalse();
        slice.release();
    }

    @Test
    void whereAllIsReleasedThereIsNone() {
        RecordingLeakDetector.looked();
        RecordingLeakDetector.looked();
        ByteBuf kept = ByteBufAllocator.DEFAULT.directBuffer(64);
        ByteBuf slice = kept.retainedSlice();
        kept.release();
        slice.release();
        assertThat(RecordingLeakDetector.anyOpen()).isFalse();
    }

    /** A busy machine may take its time to hand on what the collector has found. */
    private static List<Leak> found() {
        return Patience.until(LeakGuard::collect, leaks -> !leaks.isEmpty());
    }

    /** In a method of its own, so that no frame holds the buffer any more when the collector runs. */
    private static void leak() {
        ByteBufAllocator.DEFAULT.directBuffer(64).touch("deliberate leak");
    }
}
