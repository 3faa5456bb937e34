// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Fifteen days of calls of a service, with days and nights. Those of the last hour take four times as long. */
public final class UnusualCalls {
    public static final String SERVICE = "checkout";

    private static final CallKey KEY = new CallKey(CallKind.HTTP_SERVER, "POST /checkout", "", "200", "");
    private static final long STEP = TimeUnit.MINUTES.toNanos(10);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int DAYS = 15;
    private static final int FEWEST_CALLS = 40;

    private UnusualCalls() {}

    /** @param now in nanoseconds since 1970 */
    public static void generate(Consumer<CallReport> calls, long now) {
        Random random = new Random(1);
        long end = Math.floorDiv(now, STEP) * STEP;
        for (long at = end - TimeUnit.DAYS.toNanos(DAYS); at < end; at += STEP) {
            double day = 2 * Math.PI * (at % TimeUnit.DAYS.toNanos(1)) / TimeUnit.DAYS.toNanos(1);
            double slow = (at >= end - HOUR ? 4 : 1) * (1 + 0.3 * Math.sin(day));
            int number = FEWEST_CALLS + (int) (FEWEST_CALLS * (1 + Math.sin(day)));
            CallSeries series = new CallSeries();
            for (int i = 0; i < number; i++) {
                series.durations().add((long) (40e6 * slow * Math.exp(0.3 * random.nextGaussian())));
            }
            calls.accept(new CallReport(
                    new ServiceProcess(SERVICE, "c-1", "1.4.0", "java", "dapper-javaagent 0.1.0"),
                    at,
                    at + STEP,
                    Map.of(KEY, series)));
        }
    }
}
