package io.acexy.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real programs, kind and unkind. */
@Timeout(240)
class ProgramTest {

    private final Heard heard = new Heard();
    private Program program;

    /** Remembers what is told, and takes each piece at once unless it is told not to. */
    private final class Heard implements Program.Owner {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch first = new CountDownLatch(1);
        private volatile boolean takes = true;
        private volatile long pid;

        @Override
        public void launched(long number) {
            pid = number;
            events.add("launched");
        }

        @Override
        public void notLaunched(IOException why) {
            events.add("not launched: " + why.getMessage());
        }

        @Override
        public void output(ByteBuf data) {
            synchronized (bytes) {
                byte[] piece = new byte[data.readableBytes()];
                data.readBytes(piece);
                bytes.writeBytes(piece);
            }
            data.release();
            first.countDown();
            if (takes) {
                program.taken();
            }
        }

        @Override
        public void hungry() {
            events.add("hungry");
        }

        @Override
        public void ended(int exitCode, LastWords words) {
            events.add("ended " + exitCode + ": " + words);
        }

        String next() throws InterruptedException {
            String event = events.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            return event == null ? "nothing" : event;
        }

        int size() {
            synchronized (bytes) {
                return bytes.size();
            }
        }
    }

    private void run(String... command) {
        program = new Program(new Profile("test", List.of(command)), 128 * 1024, PooledByteBufAllocator.DEFAULT, heard);
        program.start();
    }

    private void give(String text) {
        program.intake().add(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    @AfterEach
    void end() {
        program.end();
    }

    private void assertGone() {
        ProcessHandle.of(heard.pid).ifPresent(process -> process.onExit().join());
    }

    @Test
    void whatItIsGivenComesBackFromOneThatCopies() throws Exception {
        run("cat");
        assertThat(heard.next()).isEqualTo("launched");
        give("one ");
        give("two");
        Patience.until(heard::size, size -> size == 7);
        assertThat(heard.bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("one two");
        program.end();
        assertThat(heard.next()).startsWith("ended ");
        assertGone();
    }

    @Test
    void oneThatEndsSaysHowAndWithWhichWords() throws Exception {
        run(
                "sh",
                "-c",
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i >&2; done; printf 'half a\\rline' >&2; exit 3");
        assertThat(heard.next()).isEqualTo("launched");
        assertThat(heard.next())
                .isEqualTo("ended 3: line 5 | line 6 | line 7 | line 8 | line 9 | line 10 | line 11 | line 12 | half a"
                        + " | line");
    }

    @Test
    void allThatItHasSaidIsReadAlthoughItIsGone() throws Exception {
        // As much as a pipe holds, so that it can end before anybody has read.
        run("sh", "-c", "seq 1 13000 >&2");
        assertThat(heard.next()).isEqualTo("launched");
        assertThat(heard.next()).startsWith("ended 0: ").endsWith("| 12999 | 13000");
    }

    @Test
    void oneThatIsNotThereIsNotLaunched() throws Exception {
        run("no-such-program");
        assertThat(heard.next()).startsWith("not launched: Cannot run program \"no-such-program\"");
        ByteBuf late = Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII);
        program.intake().add(late);
        assertThat(late.refCnt()).isZero();
    }

    @Test
    void oneThatReadsNothingIsGivenNoMoreThanItsShareAndCanBeEnded() throws Exception {
        run("sleep", "1000");
        assertThat(heard.next()).isEqualTo("launched");
        Patience.until(
                () -> {
                    if (!program.intake().isFull()) {
                        program.intake().add(Unpooled.wrappedBuffer(new byte[16 * 1024]));
                    }
                    return program.intake().isFull();
                },
                full -> full);
        program.end();
        assertThat(heard.next()).startsWith("ended ");
        assertGone();
    }

    @Test
    void oneThatWritesMoreThanIsTakenWaits() throws Exception {
        heard.takes = false;
        run("cat", "/dev/zero");
        assertThat(heard.next()).isEqualTo("launched");
        Patience.until(heard::size, size -> size > 0);
        heard.first.await();
        int most = 8 * 32 * 1024;
        Patience.until(program::isWaitingForRoom, waits -> waits);
        assertThat(heard.size()).isLessThanOrEqualTo(most);
        program.end();
        assertThat(heard.next()).startsWith("ended ");
    }

    @Test
    void itsChildrenEndWithIt() throws Exception {
        run("sh", "-c", "sleep 1000 & echo $!; wait");
        assertThat(heard.next()).isEqualTo("launched");
        Patience.until(heard::size, size -> size > 0);
        heard.first.await();
        String child = heard.bytes.toString(StandardCharsets.US_ASCII).strip();
        program.end();
        assertThat(heard.next()).startsWith("ended ");
        ProcessHandle.of(Long.parseLong(child))
                .ifPresent(process -> process.onExit().join());
    }

    @Test
    void oneThatClosesItsOutputAndLivesOnIsEnded() throws Exception {
        run("sh", "-c", "exec >&-; sleep 1000");
        assertThat(heard.next()).isEqualTo("launched");
        assertThat(heard.next()).startsWith("ended ");
    }

    @Test
    void oneThatIsEndedBeforeItRunsIsGone() throws Exception {
        program =
                new Program(new Profile("test", List.of("sleep", "1000")), 1024, PooledByteBufAllocator.DEFAULT, heard);
        program.end();
        program.start();
        assertThat(heard.next()).isEqualTo("launched");
        assertThat(heard.next()).startsWith("ended ");
    }
}
