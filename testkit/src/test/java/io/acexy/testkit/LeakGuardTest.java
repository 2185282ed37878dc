package io.acexy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakGuardTest {

    @Test
    void aBufferThatNobodyReleasedIsFound() {
        leak();
        assertThat(LeakGuard.collect()).hasSize(1).first().asString().contains("leak");
    }

    @Test
    void aBufferThatWasReleasedIsNot() {
        ByteBufAllocator.DEFAULT.directBuffer(64).release();
        assertThat(LeakGuard.collect()).isEmpty();
    }

    /** In a method of its own, so that no frame holds the buffer any more when the collector runs. */
    private static void leak() {
        ByteBufAllocator.DEFAULT.directBuffer(64).touch("deliberate leak");
    }
}
