// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.bootstrap.Span;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/** Moves spans from the queue into the exporter's batch and tracks their weight. Export thread only. */
final class Gatherer {
    private final SpanQueue queue;
    private final SpanExporter exporter;
    private final int maxSpans;

    /** The rest of a chain that did not fit into the last batch. */
    private @Nullable Span rest;

    private int spans;
    private long weight;
    private boolean complained;

    Gatherer(SpanQueue queue, SpanExporter exporter, int maxSpans) {
        this.queue = queue;
        this.exporter = exporter;
        this.maxSpans = maxSpans;
    }

    /** Fills the batch; returns false if it stays empty. */
    boolean gather() {
        while (spans < maxSpans && !exporter.isFull()) {
            Span span = rest == null ? queue.poll() : rest;
            if (span == null) {
                break;
            }
            add(span);
        }
        return spans > 0;
    }

    /** Returns whether the batch was closed because of its bytes, so that more such spans may be waiting. */
    boolean isFullOfBytes() {
        return exporter.isFull();
    }

    private void add(Span span) {
        long spanWeight = SpanQueue.weight(span) - SpanQueue.weight(span.next());
        Throwable fault = null;
        try {
            exporter.add(span);
        } catch (Throwable e) {
            fault = e;
        }
        rest = span.release();
        if (fault == null) {
            spans++;
            weight += spanWeight;
        } else {
            queue.settle(spanWeight, 1, DropReason.ENCODING);
            complain(span, fault);
        }
    }

    /** Logged once: the same fault may affect every span. */
    private void complain(Span span, Throwable fault) {
        if (!complained) {
            complained = true;
            AgentLog.warn("span '" + span.name() + "' is lost, it cannot be encoded: " + fault
                    + "; further ones are only counted");
        }
    }

    /** Completes the batch: all but the lost spans reached the collector. */
    void settle(long lost, DropReason reason) {
        queue.settle(weight, lost, reason);
        spans = 0;
        weight = 0;
        exporter.clear();
    }

    void settleAsLost(DropReason reason) {
        settle(spans, reason);
    }
}
