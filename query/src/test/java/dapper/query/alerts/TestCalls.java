// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reports of counted calls as an agent makes them: one for each ten seconds. */
public final class TestCalls {
    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);
    private static final int CALLS_IN_TEN_SECONDS = 20;
    private static final CallKey KEY = new CallKey(CallKind.HTTP_SERVER, "GET /cart", "", "200", "");

    private TestCalls() {}

    /** Returns the reports of a minute with 120 calls of one duration. */
    public static List<CallReport> minute(String service, long startUnixNanos, long millis) {
        List<CallReport> reports = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            CallSeries series = new CallSeries();
            for (int call = 0; call < CALLS_IN_TEN_SECONDS; call++) {
                series.durations().add(TimeUnit.MILLISECONDS.toNanos(millis));
            }
            long start = startUnixNanos + i * TEN_SECONDS;
            reports.add(new CallReport(
                    new ServiceProcess(service, "i-1", "1", "java", "dapper"),
                    start,
                    start + TEN_SECONDS,
                    Map.of(KEY, series)));
        }
        return reports;
    }
}
