package io.acexy.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapesTest {

    private static final Scrapes.Form PLAIN = new Scrapes.Form(MetricsDoor.TEXT, false);
    private static final Scrapes.Form PACKED = new Scrapes.Form(MetricsDoor.TEXT, true);

    private final AtomicInteger rendered = new AtomicInteger();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Scrapes scrapes = new Scrapes(this::render);

    private byte[] render(String type) {
        threads.add(Thread.currentThread());
        rendered.incrementAndGet();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return type.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] await(Future<byte[]> text) throws InterruptedException {
        assertThat(text.await(Patience.LIMIT.toMillis())).isTrue();
        return text.getNow();
    }

    @Test
    void whoAsksWhileOneIsRenderedIsGivenTheSame() throws InterruptedException {
        Future<byte[]> first = scrapes.ask(PLAIN);
        List<Future<byte[]>> others = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            others.add(scrapes.ask(PLAIN));
        }
        mayEnd.countDown();
        byte[] text = await(first);
        for (Future<byte[]> other : others) {
            assertThat(await(other)).isSameAs(text);
        }
        assertThat(rendered).hasValue(1);
        await(scrapes.ask(PLAIN));
        assertThat(rendered).hasValue(2);
    }

    @Test
    void allFormsAreRenderedOneAfterTheOtherOnAThreadOfTheirOwn() throws InterruptedException, IOException {
        Future<byte[]> plain = scrapes.ask(PLAIN);
        Future<byte[]> packed = scrapes.ask(PACKED);
        Future<byte[]> open = scrapes.ask(new Scrapes.Form(MetricsDoor.OPEN_METRICS, false));
        Future<byte[]> both = scrapes.ask(new Scrapes.Form(MetricsDoor.OPEN_METRICS, true));
        mayEnd.countDown();
        await(both);
        await(open);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(await(packed)))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(await(plain));
        }
        assertThat(threads).hasSize(4).doesNotContain(Thread.currentThread()).allMatch(Thread::isDaemon);
        assertThat(threads).allMatch(thread -> thread == threads.get(0));
    }

    @Test
    void aMistakeIsToldToWhoAskedAndTheNextIsRenderedAnew() throws InterruptedException {
        Scrapes broken = new Scrapes(type -> {
            throw new IllegalStateException("a deliberate mistake");
        });
        for (int i = 0; i < 2; i++) {
            Future<byte[]> text = broken.ask(PLAIN);
            assertThat(text.await(Patience.LIMIT.toMillis())).isTrue();
            assertThat(text.cause()).hasMessage("a deliberate mistake");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                                    | false",
                "*/*                                                                                   | false",
                "text/plain;version=0.0.4                                                              | false",
                "application/openmetrics-text                                                          | true",
                "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*  | true",
                "text/plain, Application/OpenMetrics-Text;version=1.0.0                                | true",
                "application/openmetrics-text;q=0,text/plain                                           | false",
            })
    void openMetricsIsForThoseWhoNameIt(String accept, boolean wanted) {
        assertThat(MetricsDoor.isOpenMetricsWanted(accept)).isEqualTo(wanted);
    }
}
