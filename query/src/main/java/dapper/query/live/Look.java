// SPDX-License-Identifier: Apache-2.0
package dapper.query.live;

import dapper.storage.TraceId;
import java.util.List;

/**
 * The newest traces that a search has found.
 *
 * @param newestFirst at most one page
 * @param more whether there are others, older than these
 */
public record Look(List<Found> newestFirst, boolean more) {

    /** @param json the trace as clients get it */
    public record Found(TraceId traceId, int spanCount, String json) {}

    /** Searches once. Runs on a thread of the live tails. */
    @FunctionalInterface
    public interface Source {
        Look look();
    }
}
