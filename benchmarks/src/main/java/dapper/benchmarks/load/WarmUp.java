// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Load before the measurement: at least the planned number of requests, and then more until the compiler is idle. A
 * backlog of the compiler makes JVMs of one side differ by a third. Meanwhile the application has both cores.
 *
 * @param requests that were sent
 * @param compilerShare of one core that the compiler still used at the end
 */
record WarmUp(int requests, double compilerShare) {
    private static final double IDLE = 0.05;
    private static final int BLOCK_SECONDS = 5;
    private static final int MOST_SECONDS = 600;

    static WarmUp run(Plan plan, ApplicationProcess process, Load load)
            throws IOException, InterruptedException, ExecutionException {
        plan.cores().widen(process.pid());
        int requests = 0;
        double compilerShare = 1;
        for (int seconds = 0;
                seconds < MOST_SECONDS && (requests < plan.warmupRequests() || compilerShare > IDLE);
                seconds += BLOCK_SECONDS) {
            double before = process.compilerSeconds();
            requests += load.flatOut(BLOCK_SECONDS).length;
            compilerShare = (process.compilerSeconds() - before) / BLOCK_SECONDS;
        }
        plan.cores().narrow(process.pid());
        return new WarmUp(requests, compilerShare);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d requests of warm-up, then the compiler used %.0f %% of a core",
                requests,
                100 * compilerShare);
    }
}
