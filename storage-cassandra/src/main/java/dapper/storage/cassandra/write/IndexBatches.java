// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.cassandra.session.Failures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows of the search index, those of one partition together, whichever traces they belong to: a batch within one
 * partition is a single mutation. One batch of a partition is under way at a time. The rows that arrive meanwhile are the
 * next one, so there is no wait where there is no load. Safe for many threads; the waiting rows belong to writes that are
 * under way, so {@link WriteLimit} bounds them.
 *
 * <p>If Cassandra refuses a batch for good, its rows are sent one by one, so that only those at fault fail.
 */
final class IndexBatches {
    /** A row takes about 150 us of one thread of Cassandra, so a batch takes at most about 20 ms. */
    static final int MOST_ROWS = 128;

    /** @param bytes about the bytes of the row */
    record Row(Object partition, BoundStatement insert, long bytes) {}

    private final Function<Statement<?>, CompletionStage<?>> send;
    private final WriteCounts counts;
    private final Map<Object, Lane> lanes = new HashMap<>();

    IndexBatches(Function<Statement<?>, CompletionStage<?>> send, WriteCounts counts) {
        this.send = send;
        this.counts = counts;
    }

    /** Completes once all rows are stored; fails with the driver's exception for one of those that are not. */
    CompletableFuture<Void> store(List<Row> rows) {
        CompletableFuture<?>[] stored = new CompletableFuture<?>[rows.size()];
        Set<Lane> idle = new LinkedHashSet<>();
        synchronized (this) {
            for (int i = 0; i < stored.length; i++) {
                Waiting waiting = new Waiting(rows.get(i));
                stored[i] = waiting.stored;
                Lane lane = lanes.computeIfAbsent(rows.get(i).partition(), Lane::new);
                lane.waiting.add(waiting);
                if (!lane.sending) {
                    lane.sending = true;
                    idle.add(lane);
                }
            }
        }
        idle.forEach(this::sendNext);
        return CompletableFuture.allOf(stored);
    }

    private void sendNext(Lane lane) {
        List<Waiting> batch;
        synchronized (this) {
            batch = lane.next();
            if (batch.isEmpty()) {
                lanes.remove(lane.partition);
                return;
            }
        }
        attempt(batch).whenComplete((done, failure) -> {
            boolean again = failure != null && batch.size() > 1 && Failures.isForGood(failure);
            if (again) {
                synchronized (this) {
                    lane.alone.addAll(batch);
                }
            }
            // First, because what depends on these rows takes some time on this thread.
            sendNext(lane);
            if (!again) {
                settle(batch, failure);
            }
        });
    }

    private CompletionStage<?> attempt(List<Waiting> batch) {
        try {
            return send.apply(
                    batch.size() == 1
                            ? batch.get(0).row.insert()
                            : InsertSpans.batch(batch.stream()
                                    .map(waiting -> waiting.row.insert())
                                    .toList()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void settle(List<Waiting> batch, @Nullable Throwable failure) {
        if (failure == null) {
            counts.index(batch.size(), 1);
            batch.forEach(waiting -> waiting.stored.complete(null));
        } else {
            batch.forEach(waiting -> waiting.stored.completeExceptionally(failure));
        }
    }

    /** The rows of one partition. */
    private static final class Lane {
        private final Object partition;
        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        /** Rows of a batch that was refused. */
        private final ArrayDeque<Waiting> alone = new ArrayDeque<>();

        private boolean sending;

        Lane(Object partition) {
            this.partition = partition;
        }

        List<Waiting> next() {
            if (!alone.isEmpty()) {
                return List.of(alone.remove());
            }
            List<Waiting> batch = new ArrayList<>();
            long bytes = 0;
            while (!waiting.isEmpty() && batch.size() < MOST_ROWS) {
                bytes += waiting.element().row.bytes();
                if (!batch.isEmpty() && bytes > InsertSpans.MOST_BYTES) {
                    break;
                }
                batch.add(waiting.remove());
            }
            return batch;
        }
    }

    private static final class Waiting {
        private final Row row;
        private final CompletableFuture<Void> stored = new CompletableFuture<>();

        Waiting(Row row) {
            this.row = row;
        }
    }
}
