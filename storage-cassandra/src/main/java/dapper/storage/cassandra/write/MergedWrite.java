// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.TraceId;
import dapper.storage.cassandra.session.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The spans of one trace that different requests write together: one mutation instead of one a request. Open until its
 * first turn comes. Safe for many threads until then; afterwards one thread at a time continues it.
 *
 * <p>Each part waits in the order of its own request. The first of these turns begins the write with all parts and takes
 * the others out of the order, so no part waits longer than it would alone.
 *
 * <p>If Cassandra refuses the whole for good, each part is written alone: only the requests whose spans were refused
 * learn of it. Any other failure fails each part, and their senders may retry.
 */
final class MergedWrite {
    private final OpenWrites open;
    private final TraceId traceId;
    private final List<TraceWrite> parts = new ArrayList<>(1);
    private int spans;
    private long bytes;
    private boolean begun;

    MergedWrite(OpenWrites open, TraceWrite first) {
        this.open = open;
        this.traceId = first.traceId();
        accept(first);
    }

    TraceId traceId() {
        return traceId;
    }

    /** Returns false if this write has begun, or would be larger than a mutation should be. */
    synchronized boolean add(TraceWrite part) {
        if (begun || spans + part.spans() > InsertSpans.MOST_ROWS || bytes + part.bytes() > InsertSpans.MOST_BYTES) {
            return false;
        }
        accept(part);
        return true;
    }

    private void accept(TraceWrite part) {
        parts.add(part);
        spans += part.spans();
        bytes += part.bytes();
        part.joins(this);
    }

    /** Takes a part out. Returns false if the write has begun: then the part is settled with it. */
    boolean leave(TraceWrite part) {
        synchronized (this) {
            if (begun || !parts.remove(part)) {
                return false;
            }
            spans -= part.spans();
            bytes -= part.bytes();
            if (!parts.isEmpty()) {
                return true;
            }
            begun = true;
        }
        open.close(this);
        return true;
    }

    synchronized boolean isBegun() {
        return begun;
    }

    /** Returns this write as it waits in the order of one request. */
    WriteLimit.Write turn() {
        return new WriteLimit.Write() {
            private boolean first;

            @Override
            public long prepare() {
                first = begin();
                return first ? parts.stream().mapToLong(TraceWrite::encode).sum() : 0;
            }

            @Override
            public CompletionStage<Void> send() {
                return first ? store() : CompletableFuture.completedFuture(null);
            }
        };
    }

    private boolean begin() {
        synchronized (this) {
            if (begun) {
                return false;
            }
            begun = true;
        }
        open.close(this);
        parts.forEach(TraceWrite::withdraw);
        return true;
    }

    /** Never fails: failures go to the parts. */
    private CompletableFuture<Void> store() {
        List<TraceWrite> storable = new ArrayList<>(parts.size());
        for (TraceWrite part : parts) {
            if (part.isStorable()) {
                part.index();
                storable.add(part);
            } else {
                part.settle(null);
            }
        }
        return storable.size() > 1 ? storeTogether(storable) : storeEach(storable);
    }

    private static CompletableFuture<Void> storeTogether(List<TraceWrite> together) {
        return TraceWrite.storeTogether(together)
                .handle((done, failure) -> {
                    if (failure != null && Failures.isForGood(failure)) {
                        return storeEach(together);
                    }
                    together.forEach(part -> part.settle(failure));
                    return CompletableFuture.<Void>completedFuture(null);
                })
                .thenCompose(rest -> rest);
    }

    private static CompletableFuture<Void> storeEach(List<TraceWrite> parts) {
        CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
        for (TraceWrite part : parts) {
            before = before.thenCompose(done -> part.store());
        }
        return before;
    }
}
