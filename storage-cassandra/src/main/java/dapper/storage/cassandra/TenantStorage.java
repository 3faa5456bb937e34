// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.SpanWriter;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.search.SearchBudget;
import java.util.function.Function;
import java.util.function.Supplier;

/** The traces of one tenant. Its writer and reader are safe for many threads. */
public final class TenantStorage {
    private final SpanWriter writer;
    private final TraceReader reader;
    private final Function<Supplier<SearchBudget>, TraceReader> readers;

    /** @param readers makes a reader whose searches have these limits */
    TenantStorage(
            SpanWriter writer,
            Function<Supplier<SearchBudget>, TraceReader> readers,
            Supplier<SearchBudget> configured) {
        this.writer = writer;
        this.readers = readers;
        this.reader = readers.apply(configured);
    }

    public SpanWriter writer() {
        return writer;
    }

    public TraceReader reader() {
        return reader;
    }

    TraceReader readerWithin(Supplier<SearchBudget> limits) {
        return readers.apply(limits);
    }
}
