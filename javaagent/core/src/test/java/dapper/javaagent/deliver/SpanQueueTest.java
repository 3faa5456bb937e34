// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.Limits;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.propagation.Propagation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SpanQueueTest {
    private static void install(SpanQueue queue) {
        Tracer.install(
                new Sampler() {
                    @Override
                    public long sample(long randomness, SpanKind kind, String name, String path) {
                        return 0;
                    }

                    @Override
                    public boolean followsParent() {
                        return true;
                    }
                },
                queue,
                Limits.DEFAULT);
    }

    /** Ends a trace with this number of spans and returns its root. */
    private static Span trace(int spans) {
        Span root = (Span) Tracer.startLocalRoot(null, "root", SpanKind.SERVER, null, null);
        for (int i = 1; i < spans; i++) {
            Tracer.startChild(root, "child", SpanKind.INTERNAL, null).end();
        }
        root.end();
        return root;
    }

    @Test
    void returnsChainsInTheOrderOffered() {
        SpanQueue queue = new SpanQueue(100, 1 << 20);
        install(queue);
        Span first = trace(1);
        Span second = trace(3);

        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isNull();
        assertThat(queue.counts()).hasToString("recorded 4, exported 0, queued 4");
    }

    @Test
    void dropsWholeTracesOnceItHoldsEnoughSpans() {
        SpanQueue queue = new SpanQueue(10, 1 << 20);
        install(queue);
        trace(4);
        trace(4);
        Span dropped = trace(4);
        trace(2);

        assertThat(queue.counts()).hasToString("recorded 14, exported 0, dropped (queue_full) 4, queued 10");
        assertThat(dropped.next()).isNull();
    }

    @Test
    void dropsOnceItHoldsEnoughBytes() {
        SpanQueue queue = new SpanQueue(1_000, 250_000);
        install(queue);
        for (int i = 0; i < 4; i++) {
            Span root = (Span) Tracer.startLocalRoot(null, "root", SpanKind.SERVER, null, null);
            root.setBounded(AttributeKey.of("text"), "x".repeat(100_000)).end();
        }

        assertThat(queue.counts().queued()).isEqualTo(2);
        assertThat(queue.counts().dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
    }

    /** Each waiting trace keeps the tracestate and the baggage of its caller alive. */
    @Test
    void countsTheHeadersThatEachTraceKeepsAlive() {
        int maxBytes = 1 << 20;
        SpanQueue queue = new SpanQueue(10_000, maxBytes);
        install(queue);
        Map<String, String> headers = Map.of(
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "tracestate",
                IntStream.range(10, 42)
                        .mapToObj(i -> "k" + i + "=" + "v".repeat(122))
                        .collect(Collectors.joining(",")),
                "baggage",
                IntStream.range(10, 42)
                        .mapToObj(i -> "k" + i + "=" + "v".repeat(240))
                        .collect(Collectors.joining(",")));
        assertThat(headers.get("tracestate")).hasSizeGreaterThan(4_000);
        assertThat(headers.get("baggage")).hasSizeGreaterThan(7_800);

        long kept = 0;
        while (queue.counts().dropped() == 0) {
            RemoteParent caller = Propagation.extract(GETTER, headers);
            Span root = (Span) Tracer.startLocalRoot(caller, "root", SpanKind.SERVER, null, null);
            assertThat(root.traceState()).hasSizeGreaterThan(350); // of W3C's 512
            kept += root.traceState().length() + root.baggage().toString().length();
            Tracer.startChild(root, "child", SpanKind.INTERNAL, null).end();
            root.end();
        }

        assertThat(kept).isBetween(maxBytes * 9L / 10, maxBytes * 11L / 10);
        assertThat(queue.counts().queuedBytes()).isBetween(maxBytes * 9L / 10, (long) maxBytes);
    }

    private static final HeaderGetter<Map<String, String>> GETTER = new HeaderGetter<>() {
        @Override
        public String header(Map<String, String> request, String name) {
            return request.get(name);
        }

        @Override
        public String first(Map<String, String> request, String name) {
            return request.get(name);
        }

        @Override
        public Iterable<String> names(Map<String, String> request) {
            return request.keySet();
        }
    };

    @Test
    void takesATraceLargerThanItselfWhenEmpty() {
        SpanQueue queue = new SpanQueue(2, 64);
        install(queue);
        trace(5);
        trace(1);

        assertThat(queue.counts().queued()).isEqualTo(5);
        assertThat(queue.counts().dropped()).isEqualTo(1);
    }

    @Test
    void makesRoomWhenSpansAreSettledAndNotWhenTheyAreTaken() {
        SpanQueue queue = new SpanQueue(2, 1 << 20);
        install(queue);
        trace(2);
        Span chain = queue.poll();
        trace(1);
        assertThat(queue.counts().dropped()).isEqualTo(1);

        queue.settle(SpanQueue.weight(chain), 1, DropReason.REJECTED);
        trace(2);

        assertThat(queue.counts())
                .hasToString("recorded 5, exported 1, dropped (queue_full) 1, dropped (rejected) 1, queued 2");
    }

    @Test
    void isWorthABatchAtHalfOfItsSpansOrBytes() {
        SpanQueue few = new SpanQueue(10, 1 << 20);
        install(few);
        trace(4);
        assertThat(few.holds(2_048)).isFalse();
        trace(1);
        assertThat(few.holds(2_048)).isTrue();

        SpanQueue small = new SpanQueue(1_000, 10_000);
        install(small);
        while (small.counts().queuedBytes() <= 5_000) {
            assertThat(small.holds(2_048)).isFalse();
            trace(1);
        }
        assertThat(small.holds(2_048)).isTrue();
    }

    @Test
    void wakesTheConsumerOnceABatchIsThere() throws Exception {
        SpanQueue queue = new SpanQueue(100, 1 << 20);
        install(queue);
        ExecutorService consumer = Executors.newSingleThreadExecutor();
        try {
            Future<Long> waiting = consumer.submit(() -> {
                long start = System.nanoTime();
                while (queue.counts().queued() < 10) {
                    queue.await(10, TimeUnit.SECONDS.toNanos(50));
                }
                return System.nanoTime() - start;
            });
            for (int i = 0; i < 10; i++) {
                trace(1);
            }
            assertThat(TimeUnit.NANOSECONDS.toSeconds(waiting.get(40, TimeUnit.SECONDS)))
                    .isLessThan(40);
        } finally {
            consumer.shutdownNow();
        }
    }

    /** The equation, while eight threads record and one exports; every reading must be consistent. */
    @Test
    void countsEverySpanOnceAtEveryMoment() throws Exception {
        int threads = 8;
        int tracesPerThread = 20_000;
        int spansPerTrace = 3;
        long total = (long) threads * tracesPerThread * spansPerTrace;
        SpanQueue queue = new SpanQueue(500, 1 << 20);
        install(queue);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong taken = new AtomicLong();
        ExecutorService executor = Executors.newFixedThreadPool(threads + 2);
        try {
            List<Future<?>> producers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                producers.add(executor.submit(() -> {
                    for (int i = 0; i < tracesPerThread; i++) {
                        trace(spansPerTrace);
                    }
                }));
            }
            Future<?> consumer = executor.submit(() -> {
                boolean last = false;
                while (true) {
                    Span chain = queue.poll();
                    if (chain == null) {
                        if (last) {
                            return;
                        }
                        last = done.get();
                        continue;
                    }
                    long weight = SpanQueue.weight(chain);
                    for (Span span = chain; span != null; span = span.release()) {
                        taken.incrementAndGet();
                    }
                    queue.settle(weight, taken.get() % 7 == 0 ? 1 : 0, DropReason.REJECTED);
                }
            });
            Future<Long> reader = executor.submit(() -> {
                long readings = 0;
                QueueCounts before = queue.counts();
                do {
                    QueueCounts now = queue.counts();
                    assertThat(now.recorded()).isBetween(before.recorded(), total);
                    assertThat(now.exported()).isGreaterThanOrEqualTo(before.exported());
                    assertThat(now.dropped()).isGreaterThanOrEqualTo(before.dropped());
                    assertThat(now.queued()).isBetween(0L, 500L);
                    before = now;
                    readings++;
                } while (!done.get());
                return readings;
            });
            for (Future<?> producer : producers) {
                producer.get();
            }
            done.set(true);
            consumer.get();
            assertThat(reader.get()).isPositive();
        } finally {
            executor.shutdownNow();
        }

        QueueCounts counts = queue.counts();
        assertThat(counts.recorded()).isEqualTo(total);
        assertThat(counts.queued()).isZero();
        assertThat(counts.exported() + counts.dropped(DropReason.REJECTED)).isEqualTo(taken.get());
        assertThat(counts.dropped(DropReason.QUEUE_FULL)).isEqualTo(total - taken.get());
        assertThat(counts.exported()).isPositive();
    }
}
