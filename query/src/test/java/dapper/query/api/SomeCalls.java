// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.testing.InMemoryCalls;
import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import java.util.Map;

/** Counted calls of the service front around {@code 1700000000}. */
final class SomeCalls {
    private static final long T0 = 1_700_000_040_000_000_000L;

    private SomeCalls() {}

    static InMemoryCalls ofFront() {
        CallSeries series = new CallSeries();
        series.durations().add(100_000_000);
        series.durations().add(0);
        series.add(new CallExemplar(new TraceId(1, 2), 3, T0, 100_000_000));
        InMemoryCalls calls = new InMemoryCalls();
        calls.add(new CallReport(
                new ServiceProcess("front", "i-1", "7", "java", "dapper 0.1"),
                T0,
                T0 + 10_000_000_000L,
                Map.of(
                        new CallKey(CallKind.HTTP_SERVER, "GET /", "", "200", ""), series,
                        new CallKey(CallKind.HTTP_CLIENT, "GET", "stock:80", "503", "503"), series,
                        new CallKey(CallKind.DATABASE, "SELECT", "postgresql shop", "", ""), series)));
        return calls;
    }
}
