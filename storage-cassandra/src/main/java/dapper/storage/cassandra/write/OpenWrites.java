// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.TraceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The writes of a keyspace that have not begun, by trace. Safe for many threads. */
final class OpenWrites {
    private final Map<TraceId, MergedWrite> writes = new ConcurrentHashMap<>();

    /** Adds the spans to the open write of their trace if it has room, and otherwise opens one. */
    void add(TraceWrite part) {
        writes.compute(
                part.traceId(), (id, open) -> open != null && open.add(part) ? open : new MergedWrite(this, part));
    }

    /** Lets later spans of the trace open a new write. */
    void close(MergedWrite write) {
        writes.remove(write.traceId(), write);
    }

    int size() {
        return writes.size();
    }
}
