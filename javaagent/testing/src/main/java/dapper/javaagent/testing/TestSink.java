// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives finished spans in place of the export queue. */
final class TestSink implements SpanSink {
    private final List<RecordedSpan> spans = new ArrayList<>();

    @Override
    public synchronized void offer(Span chain) {
        for (@Nullable Span span = chain; span != null; span = span.next()) {
            spans.add(RecordedSpan.of(span));
        }
        notifyAll();
    }

    /** Takes all spans, once there are as many as wanted or the time is over. */
    synchronized List<RecordedSpan> take(int wanted, long timeoutNanos) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        while (spans.size() < wanted) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        List<RecordedSpan> taken = new ArrayList<>(spans);
        spans.clear();
        return taken;
    }
}
