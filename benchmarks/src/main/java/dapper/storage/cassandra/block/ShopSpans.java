// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Span;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Spans of a shop of eight services in the order in which collectors receive them: in messages of one process each, sent
 * once a second. Traces have 8 to 20 spans, half of all calls go to one service, and for 3 of 20 seconds the rate is five
 * times as high.
 */
final class ShopSpans implements Iterator<Span> {
    private static final long EPOCH = 1_790_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final double SPANS_PER_TRACE = 14;

    /** Spans of one process that leave it together. */
    private record Sent(long arrival, long number, Span span, int process) {}

    private final SplittableRandom random;
    private final double tracesPerSecond;
    private final PriorityQueue<Sent> onTheWay =
            new PriorityQueue<>(Comparator.comparingLong(Sent::arrival).thenComparingLong(Sent::process).thenComparingLong(Sent::number));
    private long now = EPOCH;
    private long number;
    private int lastProcess;

    ShopSpans(long seed, int spansPerSecond) {
        this.random = new SplittableRandom(seed);
        this.tracesPerSecond = spansPerSecond / SPANS_PER_TRACE;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Span next() {
        // A span may take a few seconds, and its process waits one second.
        while (onTheWay.isEmpty() || onTheWay.element().arrival() > now) {
            trace();
        }
        Sent sent = onTheWay.remove();
        lastProcess = sent.process();
        return sent.span();
    }

    /** The process, 0 to 23, that sent the last span. */
    int lastProcess() {
        return lastProcess;
    }

    List<Span> next(int count) {
        List<Span> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            spans.add(next());
        }
        return spans;
    }

    private void trace() {
        boolean burst = Math.floorMod(now - EPOCH, 20 * SECOND) < 3 * SECOND;
        double rate = tracesPerSecond * (burst ? 3.1 : 0.63);
        now += (long) (-Math.log(1 - random.nextDouble()) / rate * SECOND);
        TraceId id = new TraceId(random.nextLong(), random.nextLong());
        for (ShopTrace.Made made : new ShopTrace(random, id, now).spans()) {
            long phase = made.process() * SECOND / ShopTrace.PROCESSES;
            long end = made.span().endUnixNanos();
            long arrival = Math.floorDiv(end - phase, SECOND) * SECOND + SECOND + phase;
            onTheWay.add(new Sent(arrival, number++, made.span(), made.process()));
        }
    }
}
