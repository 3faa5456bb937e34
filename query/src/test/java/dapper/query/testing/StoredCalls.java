// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.NameList;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallWriter;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import dapper.storage.cassandra.TenantStorage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The counted calls of a real Cassandra, to which a test adds reports. */
public final class StoredCalls implements CallReader {
    private static final int WRITES_AT_ONCE = 256;

    private final CallWriter writer;
    private final CallReader reader;
    private final Deque<CompletableFuture<Void>> writes = new ArrayDeque<>();
    private volatile String incompleteReason = "";

    public StoredCalls(TenantStorage storage) {
        this.writer = storage.callWriter();
        this.reader = storage.callReader();
    }

    /** Begins to store a report. Each answer waits for those that were added before. */
    public synchronized void add(CallReport report) {
        writes.add(writer.write(report).toCompletableFuture());
        settle(WRITES_AT_ONCE);
    }

    /** Waits until at most so many writes are under way. */
    private synchronized void settle(int open) {
        while (writes.size() > open) {
            writes.remove().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    /** From now on reads are incomplete. */
    public void stopEarly(String reason) {
        incompleteReason = reason;
    }

    @Override
    public NameList<SeenService> services() {
        settle(0);
        return reader.services();
    }

    @Override
    public NameList<SeenProcess> processes(String service) {
        settle(0);
        return reader.processes(service);
    }

    @Override
    public Reading read(CallQuery query, Visitor visitor) {
        settle(0);
        Reading reading = reader.read(query, visitor);
        return incompleteReason.isEmpty() ? reading : new Reading(reading.rows(), incompleteReason);
    }
}
