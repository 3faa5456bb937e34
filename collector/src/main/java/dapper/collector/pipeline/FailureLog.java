// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.SpansRefusedException;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs failures for the operator, at most one line of each kind every ten seconds; metrics have the numbers. */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger("dapper.collector");
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final Pace unavailable = new Pace();
    private final Pace refused = new Pace();
    private final Pace failed = new Pace();
    private final Pace internal = new Pace();

    void storageUnavailable(StorageUnavailableException failure) {
        if (unavailable.isDue()) {
            LOG.warn("storage is unavailable, senders are asked to try again: {}", failure.getMessage());
        }
    }

    void storageRefused(TraceId traceId, SpansRefusedException failure) {
        if (refused.isDue()) {
            LOG.warn(
                    "{} spans of trace {} can never be stored, their sender is told so: {}",
                    failure.spans(),
                    traceId,
                    failure.getMessage());
        }
    }

    void storageFailed(TraceId traceId, Throwable failure) {
        if (failed.isDue()) {
            LOG.error("storage failed on spans of trace {}, they are lost", traceId, failure);
        }
    }

    void internal(Throwable failure) {
        if (internal.isDue()) {
            LOG.error("a request failed because of a fault in the collector", failure);
        }
    }

    /** Lets one line through and then none for a while. */
    private static final class Pace {
        private final AtomicLong next = new AtomicLong(System.nanoTime());

        boolean isDue() {
            long due = next.get();
            long now = System.nanoTime();
            return now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS);
        }
    }
}
