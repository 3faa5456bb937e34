// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.Sender;
import dapper.javaagent.export.Signal;
import dapper.javaagent.report.CollectorHealth;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Delivers one batch, with as many attempts as the time allows, and sets its outcome. Export thread only. */
final class Delivery {
    /** A collector may request a pause, but cannot switch the agent off. */
    private static final long MAX_PAUSE_MILLIS = 60_000;

    private static final long MIN_PAUSE_MILLIS = 50;

    private final Sender sender;
    private final long timeoutNanos;
    private final Exit exit;
    private final CollectorHealth health;
    private long attempts;
    private long failures;

    Delivery(Sender sender, long timeoutMillis, Exit exit, CollectorHealth health) {
        this.sender = sender;
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        this.exit = exit;
        this.health = health;
    }

    void deliver(Batch batch) {
        Backoff backoff = new Backoff();
        long giveUpAt = System.nanoTime() + timeoutNanos;
        while (true) {
            attempts++;
            ExportResult result = send(batch);
            if (result.kind() == ExportResult.Kind.DELIVERED) {
                health.delivered(result.rejectedSpans(), result.message());
                batch.delivered(result.rejectedSpans());
                return;
            }
            failures++;
            health.failed(result.message());
            if (result.kind() == ExportResult.Kind.REJECTED) {
                batch.lost(DropReason.REJECTED);
                return;
            }
            boolean asked = result.retryAfterMillis() >= 0;
            long pause = TimeUnit.MILLISECONDS.toNanos(
                    asked ? askedPauseMillis(result.retryAfterMillis()) : backoff.nextMillis());
            if (asked) {
                // A collector that requests a pause is alive, so there is no limit on the number of its pauses.
                giveUpAt = System.nanoTime() + pause + timeoutNanos;
            } else if (System.nanoTime() + pause - giveUpAt > 0) {
                batch.lost(DropReason.UNAVAILABLE);
                return;
            }
            if (!pause(pause, result.kind())) {
                batch.lost(DropReason.SHUTDOWN);
                return;
            }
        }
    }

    /** A thrown error (no memory, no thread, no permission) may be temporary, like an absent collector. */
    private ExportResult send(Batch batch) {
        try {
            return sender.send(Signal.TRACES, batch.request());
        } catch (Throwable e) {
            return ExportResult.retry(-1, e.toString());
        }
    }

    /** Requests sent so far, each retry counted. */
    long attempts() {
        return attempts;
    }

    /** The attempts that failed. */
    long failures() {
        return failures;
    }

    /** A pause of zero would be a busy loop between two machines. */
    private static long askedPauseMillis(long millis) {
        return Math.max(MIN_PAUSE_MILLIS, Math.min(MAX_PAUSE_MILLIS, millis));
    }

    /**
     * Returns false if there is no time left for another attempt. The exit does not wait for an unreachable collector.
     */
    private boolean pause(long nanos, ExportResult.Kind kind) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            if (exit.isBefore(left) || (exit.isNear() && kind == ExportResult.Kind.UNREACHABLE)) {
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return !exit.isNow();
    }
}
