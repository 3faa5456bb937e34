// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.storage.NameList;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenService;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The counted calls of the last whole minute whose reports have arrived.
 *
 * @param start in nanoseconds since 1970
 * @param end one minute later
 * @param series in the order of service, kind, operation and peer
 * @param complete whether no limit has left anything out
 */
record LastMinute(long start, long end, Map<Series, Outcomes> series, boolean complete) {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** Reports of ten seconds have arrived by then. */
    private static final long DELAY = TimeUnit.SECONDS.toNanos(30);

    private static final int MOST_SERIES = 20_000;

    /** @param peer empty for the service's own work */
    record Series(String service, CallKind kind, String operation, String peer) implements Comparable<Series> {
        private static final Comparator<Series> ORDER = Comparator.comparing(Series::service)
                .thenComparing(Series::kind)
                .thenComparing(Series::operation)
                .thenComparing(Series::peer);

        @Override
        public int compareTo(Series other) {
            return ORDER.compare(this, other);
        }
    }

    static LastMinute read(CallReader reader, Clock clock, CallMemory memory) {
        long end = (TimeUnit.MILLISECONDS.toNanos(clock.millis()) - DELAY) / MINUTE * MINUTE;
        Map<Series, Outcomes> series = new TreeMap<>();
        NameList<SeenService> services = reader.services();
        boolean complete = services.complete();
        for (SeenService service : services.names()) {
            CallReader.Reading reading =
                    reader.read(new CallQuery(service.name(), end - MINUTE, end, MINUTE), (unixNanos, key, calls) -> {
                        Series of = new Series(service.name(), key.kind(), key.operation(), key.peer());
                        if (series.size() < MOST_SERIES || series.containsKey(of)) {
                            series.computeIfAbsent(of, unseen -> memory.next()).add(key, calls);
                        }
                    });
            complete &= reading.complete();
        }
        return new LastMinute(end - MINUTE, end, series, complete && series.size() < MOST_SERIES);
    }
}
