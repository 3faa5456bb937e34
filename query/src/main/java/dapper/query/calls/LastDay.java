// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The calls of a service in 24 hours, in whole ten minutes. Hours are read as such, so that a read takes about 30 rows.
 *
 * @param startUnixNanos a multiple of ten minutes
 */
public record LastDay(long startUnixNanos) {
    private static final long TEN_MINUTES = TimeUnit.MINUTES.toNanos(10);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    /** Returns the 24 hours that end with the ten minutes in which a time is. */
    public static LastDay until(long unixNanos) {
        return new LastDay(roundedUp(unixNanos, TEN_MINUTES) - DAY);
    }

    /**
     * Passes all calls of the service.
     *
     * @param visitor called on this thread
     */
    public CallReader.Reading read(CallReader reader, String service, CallReader.Visitor visitor) {
        CallReader.Reading all = new CallReader.Reading(0, "");
        for (CallQuery query : queries(service)) {
            CallReader.Reading part = reader.read(query, visitor);
            all = new CallReader.Reading(
                    all.rows() + part.rows(), all.complete() ? part.incompleteReason() : all.incompleteReason());
        }
        return all;
    }

    private List<CallQuery> queries(String service) {
        long end = startUnixNanos + DAY;
        long firstHour = roundedUp(startUnixNanos, HOUR);
        long lastHour = end / HOUR * HOUR;
        List<CallQuery> queries = new ArrayList<>();
        if (startUnixNanos < firstHour) {
            queries.add(new CallQuery(service, startUnixNanos, firstHour, TEN_MINUTES));
        }
        queries.add(new CallQuery(service, firstHour, lastHour, HOUR));
        if (lastHour < end) {
            queries.add(new CallQuery(service, lastHour, end, TEN_MINUTES));
        }
        return queries;
    }

    private static long roundedUp(long unixNanos, long unit) {
        return (unixNanos + unit - 1) / unit * unit;
    }
}
