// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import org.jspecify.annotations.Nullable;

/** The traces that a search has to read, newest first. Used by one thread. */
interface CandidateWalk {
    /** Returns the next candidate without taking it; null after the last, and when the walk has stopped. */
    @Nullable
    Candidate peek();

    void take();

    /** Returns the number of candidates taken. */
    long taken();

    /** Returns whether there may be candidates that were not returned because the time was over. */
    boolean isStopped();

    /** Returns what the walk had to leave out, as text for a user; empty if nothing. */
    default String gaps() {
        return "";
    }

    /** Returns the greatest {@code last_start} that a later candidate may have; {@link Long#MIN_VALUE} after the last. */
    long ahead();
}
