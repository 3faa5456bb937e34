// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Tenant;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.CassandraStorage;
import java.util.HashMap;
import java.util.Map;

/** Reports for tests, and what a reader finds of them. */
final class Calls {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    /** The start of an hour not long ago. */
    static final long T0 = (System.currentTimeMillis() * 1_000_000 / HOUR - 3) * HOUR;

    static final CallKey GET = new CallKey(CallKind.HTTP_SERVER, "GET /", "", "200", "");
    static final CallKey PUT = new CallKey(CallKind.HTTP_SERVER, "PUT /", "", "500", "500");

    private Calls() {}

    /** A report of ten seconds. */
    static CallReport report(String service, String instance, long start, Map<CallKey, Integer> calls) {
        Map<CallKey, CallSeries> series = new HashMap<>();
        calls.forEach((key, number) -> {
            CallSeries each = new CallSeries();
            for (int i = 1; i <= number; i++) {
                each.durations().add(i * 1_000_000L);
            }
            series.put(key, each);
        });
        return new CallReport(
                new ServiceProcess(service, instance, "1", "java", "dapper 1"), start, start + 10 * SECOND, series);
    }

    static void write(CassandraStorage to, CallReport report) throws Exception {
        to.of(Tenant.DEFAULT).callWriter().write(report).toCompletableFuture().get(60, SECONDS);
    }

    static Map<CallKey, Long> counts(CassandraStorage storage, CallQuery query) {
        Map<CallKey, Long> counts = new HashMap<>();
        CallReader.Reading reading = read(
                storage,
                query,
                (unixNanos, key, series) -> counts.merge(key, series.durations().count(), Long::sum));
        assertThat(reading.incompleteReason()).isEmpty();
        return counts;
    }

    static CallReader.Reading read(CassandraStorage storage, CallQuery query, CallReader.Visitor visitor) {
        return storage.of(Tenant.DEFAULT).callReader().read(query, visitor);
    }
}
