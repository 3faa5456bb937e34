// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends the reports of counted calls of many processes, spread evenly over each ten seconds. */
final class CountingProcesses implements Runnable {
    private final AllInOne dapper;
    private final int services;
    private final int processes;
    private volatile boolean ended;
    private volatile int refused;

    /** @param processes of all services together */
    CountingProcesses(AllInOne dapper, int services, int processes) {
        this.dapper = dapper;
        this.services = services;
        this.processes = processes;
    }

    void end() {
        ended = true;
    }

    int refused() {
        return refused;
    }

    @Override
    public void run() {
        CallReports reports = new CallReports();
        long interval = TimeUnit.SECONDS.toNanos(CallReports.SECONDS);
        long pause = interval / processes;
        long next = System.nanoTime();
        try {
            for (long number = 0; !ended; number++) {
                int process = (int) (number % processes);
                // Ten seconds that have passed, and begin where the last ones of the process ended.
                long start = (System.currentTimeMillis() * 1_000_000 / interval - 1) * interval;
                send(reports, process, start);
                next += pause;
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    private void send(CallReports reports, int process, long start) throws InterruptedException {
        try {
            if (dapper.report(reports.of(TraceData.service(process % services), "process-" + process, start)) != 200) {
                refused++;
            }
        } catch (IOException e) {
            refused++;
        }
    }
}
