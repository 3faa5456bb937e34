// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.Span;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.export.OtlpRequest;
import dapper.javaagent.export.SpansRequest;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one request, from the queue until their outcome is known: their bytes, their number, and the weight that
 * they keep in the queue meanwhile. One object serves for one batch after the other. Export thread only.
 */
final class Batch {
    private final SpanQueue queue;
    private final SpansRequest request;
    private final int maxSpans;

    /** The part of the last chain that did not fit; it begins the next batch. */
    private @Nullable Span rest;

    private int spans;
    private long weight;
    private boolean warned;

    Batch(SpanQueue queue, SpansRequest request, int maxSpans) {
        this.queue = queue;
        this.request = request;
        this.maxSpans = maxSpans;
    }

    /** Takes spans from the queue until the batch is full or the queue is empty; returns whether there are any. */
    boolean fill() {
        while (!isFull()) {
            Span span = rest == null ? queue.poll() : rest;
            if (span == null) {
                break;
            }
            add(span);
        }
        return spans > 0;
    }

    private void add(Span span) {
        long spanWeight = SpanQueue.weight(span) - SpanQueue.weight(span.next());
        Throwable fault = null;
        try {
            request.add(span);
        } catch (Throwable e) {
            fault = e;
        }
        rest = span.release();
        if (fault == null) {
            spans++;
            weight += spanWeight;
        } else {
            queue.settle(spanWeight, 1, DropReason.ENCODING);
            warn(span, fault);
        }
    }

    /** Logged once: the same fault may affect every span. */
    private void warn(Span span, Throwable fault) {
        if (!warned) {
            warned = true;
            AgentLog.warn("span '" + span.name() + "' is lost, it cannot be encoded: " + fault
                    + "; further ones are only counted");
        }
    }

    /** Returns whether nothing more fits. */
    boolean isFull() {
        return spans >= maxSpans || request.isFull();
    }

    int spans() {
        return spans;
    }

    /** Returns whether its bytes closed the batch, so that more such spans may be waiting. */
    boolean isFullOfBytes() {
        return request.isFull();
    }

    /** The bytes to send. They stay the same until the outcome is set, so that they can be sent again. */
    OtlpRequest request() {
        request.finish();
        return request;
    }

    /** Ends the batch: the collector has all its spans but the rejected ones. */
    void delivered(long rejected) {
        settle(rejected, DropReason.REJECTED);
    }

    /** Ends the batch: none of its spans reaches the collector. */
    void lost(DropReason reason) {
        settle(spans, reason);
    }

    /** Needs no memory, because there may be none. */
    private void settle(long lost, DropReason reason) {
        queue.settle(weight, lost, reason);
        spans = 0;
        weight = 0;
        request.clear();
    }
}
