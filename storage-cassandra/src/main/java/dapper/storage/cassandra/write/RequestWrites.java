// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The writes of one request. They wait for other spans of their traces as long as {@link WriteWindow} permits, all until
 * the same moment, and then for their turns. Safe for many threads.
 */
final class RequestWrites implements SpanWriter.Request {
    private final CassandraSpanWriter writer;
    private final OpenWrites open;
    private final WriteWindow window;
    private final WriteLimit.Request order;
    private final List<TraceWrite> held = new ArrayList<>();
    private boolean begun;
    private boolean waits;
    private long heldBytes;

    /** @param mayWait false for a write that waits for nothing but its turn */
    RequestWrites(
            CassandraSpanWriter writer,
            OpenWrites open,
            WriteWindow window,
            WriteLimit.Request order,
            boolean mayWait) {
        this.writer = writer;
        this.open = open;
        this.window = window;
        this.order = order;
        this.waits = mayWait;
    }

    @Override
    public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("nothing to write for trace " + traceId);
        }
        TraceWrite part = new TraceWrite(writer, traceId, spans);
        int process = WriteWindow.process(spans.get(0).resource());
        part.done().whenComplete((nothing, failure) -> window.answered(process));
        window.count();
        open.add(part);
        if (!isHeld(part, process)) {
            part.enqueue(order);
        }
        return part.done();
    }

    private synchronized boolean isHeld(TraceWrite part, int process) {
        if (waits && !begun) {
            begun = true;
            long nanos = window.nanos(process);
            waits = nanos > 0;
            if (waits) {
                window.release(nanos, this::release);
            }
        }
        if (waits) {
            held.add(part);
            heldBytes += part.bytes();
            window.hold(part.bytes());
        }
        return waits;
    }

    /** Ends the wait. */
    private void release() {
        List<TraceWrite> released;
        synchronized (this) {
            waits = false;
            released = List.copyOf(held);
            held.clear();
            window.letGo(heldBytes);
            heldBytes = 0;
        }
        released.forEach(part -> part.enqueue(order));
    }

    @Override
    public void giveUp(StorageUnavailableException reason) {
        order.giveUp(reason);
        // The order refuses them now.
        release();
    }
}
