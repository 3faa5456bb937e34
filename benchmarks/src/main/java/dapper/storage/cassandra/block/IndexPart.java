// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.TraceId;

/** A block or a segment, as a search sees it. Safe for many threads. */
interface IndexPart {
    /** Receives the traces that may match. */
    interface Proposals {
        /** @param newest start of the newest span that may match */
        void add(TraceId traceId, long newest);
    }

    /** The start of its newest span. */
    long lastStart();

    /** Returns whether the part was read: false if its header excludes any match. */
    boolean propose(QueryClass query, Proposals proposals);

    /** Bytes of the heap that it keeps for the next search. */
    long memory();
}
