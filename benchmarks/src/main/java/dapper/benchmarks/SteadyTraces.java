// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

/** Ends traces at a rate, which may change, and gives their spans to agents. */
final class SteadyTraces implements Runnable {
    private static final long NANOS_BEFORE = 250_000_000;

    private final TraceData data;
    private final SendingAgents agents;
    private volatile int rate;
    private volatile boolean ended;

    /** @param rate spans a second */
    SteadyTraces(TraceData data, SendingAgents agents, int rate) {
        this.data = data;
        this.agents = agents;
        this.rate = rate;
    }

    void rate(int spansPerSecond) {
        this.rate = spansPerSecond;
    }

    void end() {
        ended = true;
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        double due = 0;
        long number = 0;
        try {
            while (!ended) {
                long now = System.nanoTime();
                due += (now - last) / 1e9 * rate / data.meanSpans();
                last = now;
                for (; number < due; number++) {
                    long trace = number;
                    data.trace(trace, System.currentTimeMillis() * 1_000_000 - NANOS_BEFORE)
                            .forEach((service, spans) -> agents.ended(service, trace, spans));
                }
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
