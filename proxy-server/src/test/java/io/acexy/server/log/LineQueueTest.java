package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LineQueueTest {

    private final Pipe pipe = new Pipe();
    private LineQueue queue;

    /** Takes nothing while it is stopped up. */
    private static final class Pipe extends OutputStream {

        private final CountDownLatch stuck = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            throw new AssertionError("lines are written as a whole");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            stuck.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            read.write(bytes, offset, length);
        }

        String text() {
            return read.toString(StandardCharsets.UTF_8);
        }
    }

    private void open(int mostWaiting) {
        queue = new LineQueue(pipe, mostWaiting, lines -> add(lines + " lost\n"));
        queue.start();
    }

    private void add(String line) {
        queue.add(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatDoesNotFitIsLostAndToldWhenItFlowsAgainAndNobodyWaits() throws Exception {
        open(8);
        add("a\n");
        pipe.stuck.await();
        for (int i = 0; i < 10; i++) {
            add(i + "\n");
        }
        assertThat(queue.lost()).isEqualTo(7);
        pipe.open.countDown();
        queue.close();
        assertThat(pipe.text()).isEqualTo("a\n0\n1\n2\n7 lost\n");
    }

    @Test
    void theEndWaitsForWhatIsOnItsWay() {
        pipe.open.countDown();
        open(LineQueue.MOST_WAITING);
        for (int i = 0; i < 1_000; i++) {
            add("line\n");
        }
        queue.close();
        assertThat(pipe.text()).isEqualTo("line\n".repeat(1_000));
    }

    @Test
    void anEndWhileNobodyReadsIsAnEnd() throws Exception {
        open(LineQueue.MOST_WAITING);
        add("a\n");
        pipe.stuck.await();
        queue.close();
        assertThat(pipe.text()).isEmpty();
        pipe.open.countDown();
    }
}
