// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.SpanWriter;
import dapper.storage.TraceReader;
import dapper.storage.alerts.AlertStore;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallWriter;
import dapper.storage.cassandra.search.SearchBudget;
import java.util.function.Function;
import java.util.function.Supplier;

/** The traces, counted calls and alerts of one tenant. Its writers and readers are safe for many threads. */
public final class TenantStorage {
    private final SpanWriter writer;
    private final TraceReader reader;
    private final Function<Supplier<SearchBudget>, TraceReader> readers;
    private final CallWriter callWriter;
    private final CallReader callReader;
    private final AlertStore alerts;

    /** @param readers makes a reader whose searches have these limits */
    TenantStorage(
            SpanWriter writer,
            Function<Supplier<SearchBudget>, TraceReader> readers,
            Supplier<SearchBudget> configured,
            CallWriter callWriter,
            CallReader callReader,
            AlertStore alerts) {
        this.writer = writer;
        this.readers = readers;
        this.callWriter = callWriter;
        this.callReader = callReader;
        this.alerts = alerts;
        this.reader = readers.apply(configured);
    }

    public SpanWriter writer() {
        return writer;
    }

    public TraceReader reader() {
        return reader;
    }

    public CallWriter callWriter() {
        return callWriter;
    }

    public CallReader callReader() {
        return callReader;
    }

    public AlertStore alerts() {
        return alerts;
    }

    TraceReader readerWithin(Supplier<SearchBudget> limits) {
        return readers.apply(limits);
    }
}
