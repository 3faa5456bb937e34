// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import java.util.Locale;

/**
 * The counts of spans by outcome since the start, at one moment: {@code recorded = exported + dropped + queued}, where
 * queued includes the batch that is being sent.
 */
public final class QueueCounts {
    private final long exported;
    private final long queued;
    private final long queuedBytes;
    private final long[] dropped;

    QueueCounts(long exported, long queued, long queuedBytes, long[] dropped) {
        this.exported = exported;
        this.queued = queued;
        this.queuedBytes = queuedBytes;
        this.dropped = dropped;
    }

    /** Finished and handed over, with any outcome. */
    public long recorded() {
        return exported + dropped() + queued;
    }

    /** Acknowledged by the collector. */
    public long exported() {
        return exported;
    }

    public long queued() {
        return queued;
    }

    /** Estimated heap bytes of the queued spans. */
    public long queuedBytes() {
        return queuedBytes;
    }

    public long dropped() {
        long sum = 0;
        for (long count : dropped) {
            sum += count;
        }
        return sum;
    }

    public long dropped(DropReason reason) {
        return dropped[reason.index()];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("recorded " + recorded() + ", exported " + exported);
        for (DropReason reason : DropReason.values()) {
            if (dropped(reason) != 0) {
                text.append(", dropped (").append(reason.name().toLowerCase(Locale.ROOT));
                text.append(") ").append(dropped(reason));
            }
        }
        return text.append(", queued ").append(queued).toString();
    }
}
