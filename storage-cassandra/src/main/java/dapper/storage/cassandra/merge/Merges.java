// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.merge;

import dapper.storage.cassandra.calls.RollUp;
import dapper.storage.cassandra.index.IndexCounts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the index blocks of all tenants and sums up their counted calls from time to time, on one thread of its own. Collectors do it at random moments, so
 * that they seldom try the same slot.
 */
public final class Merges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Merges.class);

    private static final long SHORTEST_PAUSE_MILLIS = 15_000;
    private static final long LONGEST_PAUSE_MILLIS = 45_000;

    private final List<SlotMerge> tenants = new CopyOnWriteArrayList<>();
    private final List<RollUp> rollUps = new CopyOnWriteArrayList<>();
    private final IndexCounts counts;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Merges::daemon);

    public Merges(IndexCounts counts) {
        this.counts = counts;
    }

    private static Thread daemon(Runnable work) {
        Thread daemon = new Thread(work, "dapper-storage-merge");
        daemon.setDaemon(true);
        return daemon;
    }

    /** Adds a tenant, also after {@link #start}. */
    public void add(SlotMerge tenant, RollUp calls) {
        tenants.add(tenant);
        rollUps.add(calls);
    }

    /** Begins to merge. */
    public void start() {
        pause();
    }

    private void pause() {
        long millis = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        thread.schedule(this::run, millis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        int due = 0;
        for (SlotMerge tenant : tenants) {
            try {
                due += tenant.run();
            } catch (RuntimeException | Error e) {
                if (thread.isShutdown()) {
                    return;
                }
                counts.mergeFailure();
                LOG.warn("Index blocks could not be merged; another attempt follows within a minute", e);
            }
        }
        counts.unmerged(due);
        for (RollUp tenant : rollUps) {
            try {
                tenant.run();
            } catch (RuntimeException | Error e) {
                if (thread.isShutdown()) {
                    return;
                }
                counts.mergeFailure();
                LOG.warn("Counted calls could not be summed up; another attempt follows within a minute", e);
            }
        }
        if (!thread.isShutdown()) {
            pause();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
