// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.TraceReader;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The calls of a service: those that its processes count, and estimates of the others from their spans. */
public record ServiceCalls(CallReader reader, TraceReader traces) {

    /** @param estimated whether some of the calls are estimates */
    public record Reading(CallReader.Reading rows, boolean estimated) {}

    /**
     * Passes the calls that meet a filter.
     *
     * @param visitor called on this thread
     */
    public Reading read(CallQuery query, CallFilter filter, CallReader.Visitor visitor) {
        Set<CallKind> counted = EnumSet.noneOf(CallKind.class);
        CallReader.Reading exact = reader.read(query, (unixNanos, key, series) -> {
            counted.add(key.kind());
            if (filter.accepts(key)) {
                visitor.take(unixNanos, key, series);
            }
        });
        if (!exact.complete()) {
            // Kinds of calls that were not reached may be counted.
            return new Reading(exact, false);
        }
        Optional<Uncounted> uncounted = Uncounted.of(this, query.service(), counted, filter.kinds());
        if (uncounted.isEmpty()) {
            return new Reading(exact, false);
        }
        boolean[] estimated = {!uncounted.get().counts()};
        CallReader.Reading estimates = EstimatedCalls.read(
                traces,
                List.of(uncounted.get()),
                query.startUnixNanos(),
                query.endUnixNanos(),
                (service, unixNanos, key, series) -> {
                    if (filter.accepts(key)) {
                        estimated[0] = true;
                        visitor.take(unixNanos, key, series);
                    }
                });
        return new Reading(sum(exact, estimates), estimated[0]);
    }

    private static CallReader.Reading sum(CallReader.Reading a, CallReader.Reading b) {
        String reasons = Stream.of(a, b)
                .map(CallReader.Reading::incompleteReason)
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining("; "));
        return new CallReader.Reading(a.rows() + b.rows(), reasons);
    }
}
