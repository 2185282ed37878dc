package io.acexy.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final AtomicInteger hungry = new AtomicInteger();
    private final Intake intake = new Intake(100, hungry::incrementAndGet);

    private static ByteBuf piece(int length) {
        return Unpooled.wrappedBuffer(new byte[length]);
    }

    @Test
    void whatIsAddedIsTakenInOrder() throws InterruptedException {
        ByteBuf first = piece(1);
        ByteBuf second = piece(2);
        intake.add(first);
        intake.add(second);
        assertThat(intake.take()).isSameAs(first);
        assertThat(intake.take()).isSameAs(second);
        assertThat(intake.isEmpty()).isTrue();
    }

    @Test
    void itIsFullFromTheLimitOnUntilHalfOfThatIsGoneAndSaysSoOnce() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            assertThat(intake.isFull()).isFalse();
            intake.add(piece(30));
        }
        assertThat(intake.isFull()).isTrue();
        intake.take();
        intake.take();
        assertThat(intake.isFull()).as("60 are left").isTrue();
        assertThat(hungry).hasValue(0);
        intake.take();
        assertThat(intake.isFull()).as("30 are left").isFalse();
        intake.take();
        assertThat(hungry).hasValue(1);
    }

    @Test
    void closingReleasesWhatWaitsAndWhatComesLater() throws InterruptedException {
        ByteBuf before = piece(1);
        ByteBuf after = piece(1);
        intake.add(before);
        intake.close();
        intake.add(after);
        assertThat(before.refCnt()).isZero();
        assertThat(after.refCnt()).isZero();
        assertThat(intake.take()).isNull();
    }

    @Test
    void whoWaitsHearsOfTheEnd() throws InterruptedException {
        Thread waiting = new Thread(() -> {
            try {
                assertThat(intake.take()).isNull();
                hungry.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        intake.close();
        waiting.join();
        assertThat(hungry).hasValue(1);
    }
}
