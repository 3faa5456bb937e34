// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Writes counted calls. Safe for use by many threads; never blocks. */
public interface CallWriter {
    /** Returns the greatest age of a report that can still be counted. */
    Duration latest();

    /**
     * Writes a report; a repeated one replaces its equal.
     *
     * @return completes when the report is durable and found by readers; fails with
     *     {@link dapper.storage.StorageUnavailableException} if the same report may be written later
     */
    CompletionStage<Void> write(CallReport report);

    /** Reads the last points of the cumulative series of a process; fails as a write does. */
    CompletionStage<Map<SeriesId, byte[]>> points(ServiceProcess process);

    /**
     * Writes the last points of cumulative series of a process, all or none. A point does not replace a later one. Called
     * when what is new in them has been written.
     */
    CompletionStage<Void> writePoints(ServiceProcess process, Map<SeriesId, LastPoint> points);
}
