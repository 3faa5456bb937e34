// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static dapper.bootstrap.CapturedSpans.child;
import static dapper.bootstrap.CapturedSpans.root;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.baggage.Baggage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SegmentTest {
    private final CapturedSpans captured = CapturedSpans.install();

    @Test
    void handsTheWholeLocalTraceOverWhenItsRootEnds() {
        Span root = root("root");
        Span first = child(root, "first");
        Span second = child(first, "second");
        second.end();
        first.end();
        assertThat(captured.chains()).isEmpty();

        root.end();

        assertThat(captured.chains()).containsExactly(root);
        assertThat(captured.spans()).containsExactly(root, first, second);
        assertThat(second.parentSpanId()).isEqualTo(first.spanId());
        assertThat(second.traceIdLow()).isEqualTo(root.traceIdLow());
    }

    @Test
    void handsASpanThatEndsAfterTheRootOverByItself() {
        Span root = root("root");
        Span late = child(root, "late");
        root.end();

        late.end();

        assertThat(captured.chains()).containsExactly(root, late);
    }

    @Test
    void endsASpanOnceOnly() {
        Span root = root("root");
        root.end();
        long end = root.endEpochNanos();
        root.end();

        assertThat(captured.chains()).containsExactly(root);
        assertThat(root.endEpochNanos()).isEqualTo(end);
    }

    @Test
    void handsOverEveryTwoThousandSpansOfAHugeTrace() {
        Span root = root("root");
        for (int i = 0; i < 4_500; i++) {
            child(root, "child").end();
        }
        root.end();

        assertThat(captured.chains()).extracting(Span::chainLength).containsExactly(2_000, 2_000, 501);
        assertThat(captured.spans()).doesNotHaveDuplicates().hasSize(4_501);
    }

    @Test
    void handsLargeSpansOverEarlier() {
        AttributeKey text = AttributeKey.of("text");
        String large = "x".repeat(100_000);
        Span root = root("root");
        for (int i = 0; i < 12; i++) {
            child(root, "child").setBounded(text, large).end();
        }
        root.end();

        assertThat(captured.chains()).extracting(Span::chainLength).containsExactly(6, 6, 1);
    }

    /** All spans of a chain have one segment, which keeps the caller's texts alive for as long as one of them waits. */
    @Test
    void countsTheTextsThatAChainSharesOnce() {
        String state = "a=" + "v".repeat(500);
        Baggage baggage = Baggage.parse("b=" + "v".repeat(8_000));
        int without = bytesOfThree(new RemoteParent(1, 2, 3, true, null, null));
        int with = bytesOfThree(new RemoteParent(1, 2, 3, true, state, baggage));

        int texts = state.length() + baggage.toString().length();
        assertThat(with - without).isBetween(texts, texts + 100);
    }

    private static int bytesOfThree(RemoteParent caller) {
        Span root = (Span) Tracer.startLocalRoot(caller, "root", SpanKind.SERVER, null, null);
        child(root, "child").end();
        child(root, "child").end();
        root.end();
        assertThat(root.chainLength()).isEqualTo(3);
        return root.chainBytes();
    }

    @Test
    void countsEveryTextOfASpan() {
        int plain = bytesOf(span -> {});
        String text = "x".repeat(1_000);
        RemoteParent linked = new RemoteParent(1, 2, 3, true, text, Baggage.parse("b=" + text));

        assertThat(bytesOf(span -> span.name(text)) - plain).isGreaterThanOrEqualTo(990);
        assertThat(bytesOf(span -> span.error("x", text)) - plain).isGreaterThanOrEqualTo(1_000);
        assertThat(bytesOf(span -> span.event(text)) - plain).isGreaterThanOrEqualTo(1_000);
        assertThat(bytesOf(span -> span.link(linked)) - plain).isBetween(1_000, 1_500);
        AttributeKey key = AttributeKey.of("key");
        RemoteParent bare = new RemoteParent(1, 2, 3, true, null, null);
        assertThat(bytesOf(span -> span.set(key, text)) - plain).isBetween(1_000, 1_500);
        assertThat(bytesOf(span -> span.set(key, new String[] {text, text})) - plain)
                .isBetween(2_000, 2_500);
        assertThat(bytesOf(span -> span.event("e", key, text)) - plain).isBetween(1_000, 1_500);
        assertThat(bytesOf(span -> span.link(bare, key, text)) - plain).isBetween(1_000, 1_500);
        assertThat(bytesOf(span -> span.set(AttributeKey.of("d"), 0.5)) - plain).isGreaterThanOrEqualTo(16);
    }

    private static int bytesOf(Consumer<Span> change) {
        Span span = root("root");
        change.accept(span);
        span.end();
        return span.chainBytes();
    }

    @Test
    void handsOverTheChildrenOfALongRootMeanwhile() {
        while (!handsOverTheChildrenOfALongRoot()) {
            // The machine was stalled for longer than a chain may wait, so other behaviour was correct.
        }
    }

    /** Returns false if it took too long to be conclusive. */
    private static boolean handsOverTheChildrenOfALongRoot() {
        CapturedSpans captured = CapturedSpans.install();
        long start = System.nanoTime();
        Span root = root("root");
        Span early = child(root, "early");
        early.end();
        boolean inTime = System.nanoTime() - start < Segment.MAX_AGE_NANOS;
        while (System.nanoTime() - start <= 2 * Segment.MAX_AGE_NANOS) {
            LockSupport.parkNanos(Segment.MAX_AGE_NANOS / 10);
        }
        List<Span> meanwhile = captured.chains();
        Span late = child(root, "late");
        Span next = child(root, "next");
        long handedOver = System.nanoTime();
        late.end();
        next.end();
        inTime &= System.nanoTime() - handedOver < Segment.MAX_AGE_NANOS;
        root.end();
        if (!inTime) {
            return false;
        }
        assertThat(meanwhile).isEmpty();
        assertThat(captured.chains()).containsExactly(late, root);
        assertThat(captured.spans()).containsExactly(late, early, root, next);
        return true;
    }

    @Test
    void losesNoSpanAndRepeatsNoneWhenManyThreadsEndTogether() throws Exception {
        int threads = 8;
        int rounds = 2_000;
        int childrenPerThread = 3;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier barrier = new CyclicBarrier(threads);
        Span[] current = {root("root")};
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                work.add(executor.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        Span root = current[0];
                        Span[] children = new Span[childrenPerThread];
                        for (int i = 0; i < childrenPerThread; i++) {
                            children[i] = child(root, "child");
                        }
                        barrier.await();
                        for (int i = 0; i < childrenPerThread; i++) {
                            children[i].end();
                            if (i == 1) {
                                root.end(); // every thread tries to
                            }
                        }
                        barrier.await();
                        if (thread == 0) {
                            current[0] = root("root");
                        }
                        barrier.await();
                    }
                    return null;
                }));
            }
            for (Future<?> future : work) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }

        List<Span> spans = captured.spans();
        Set<Span> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(spans);
        assertThat(distinct).hasSize(rounds * (threads * childrenPerThread + 1));
        assertThat(spans).hasSameSizeAs(distinct);
    }

    @Test
    void keepsNeitherContentNorNeighboursAliveOnceReleased() {
        Span root = root("root");
        Span child = child(root, "child").set(AttributeKey.of("key"), "value");
        child.error(new IllegalStateException("boom"));
        child.end();
        root.end();

        assertThat(root.release()).isSameAs(child);
        assertThat(child.release()).isNull();

        assertThat(root.next()).isNull();
        assertThat(child.attributesLength()).isZero();
        assertThat(child.attributes()).isEmpty();
        assertThat(child.lastEvent()).isNull();
        assertThat(child.statusDescription()).isNull();
        assertThat(child.traceIdLow()).isEqualTo(root.traceIdLow());
    }

    @Test
    void measuresDurationsWithoutTheWallClock() {
        long before = System.currentTimeMillis();
        Span root = root("root");
        Span child = child(root, "child");
        child.end();
        root.end();
        long after = System.currentTimeMillis();

        assertThat(child.startEpochNanos()).isBetween((before - 1_000) * 1_000_000, (after + 1_000) * 1_000_000);
        assertThat(child.startEpochNanos()).isGreaterThanOrEqualTo(root.startEpochNanos());
        assertThat(child.endEpochNanos()).isGreaterThanOrEqualTo(child.startEpochNanos());
        assertThat(root.endEpochNanos()).isGreaterThanOrEqualTo(child.endEpochNanos());
    }

    @Test
    void survivesASinkThatThrows() {
        List<Throwable> caught = new ArrayList<>();
        AdviceErrors.listen((thrown, instrumentation) -> caught.add(thrown));
        RuntimeException fault = new RuntimeException("fault");
        Tracer.install(
                new FixedSampler(0, true),
                chain -> {
                    throw fault;
                },
                Limits.DEFAULT);
        try {
            root("root").end();
        } finally {
            AdviceErrors.listen((thrown, instrumentation) -> {});
        }

        assertThat(caught).containsExactly(fault);
    }
}
