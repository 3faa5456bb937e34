// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.TraceReader;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;

/** The calls of a service: counted ones if there are any in the time range, otherwise estimates from its spans. */
public record ServiceCalls(CallReader reader, TraceReader traces) {

    /** The outcome of a read. */
    public record Reading(CallReader.Reading rows, boolean estimated) {}

    /** @param visitor called on this thread */
    public Reading read(CallQuery query, CallReader.Visitor visitor) {
        boolean[] counted = {false};
        CallReader.Reading exact = reader.read(query, (unixNanos, key, series) -> {
            counted[0] = true;
            visitor.take(unixNanos, key, series);
        });
        return counted[0] || !exact.complete()
                ? new Reading(exact, false)
                : new Reading(EstimatedCalls.read(traces, query, visitor), true);
    }
}
