// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import java.util.concurrent.atomic.LongAdder;

/** Counts what this process has evaluated, for all tenants. Safe for many threads. */
public final class EvaluationCounts {
    private final LongAdder evaluations = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile double lastSeconds;

    void evaluated(int rules) {
        evaluations.add(rules);
    }

    /** @param rules that could not be evaluated */
    public void failed(int rules) {
        failures.add(rules);
    }

    /** @param seconds that the last pass over all rules has taken */
    public void took(double seconds) {
        lastSeconds = seconds;
    }

    public long evaluations() {
        return evaluations.sum();
    }

    public long failures() {
        return failures.sum();
    }

    public double lastSeconds() {
        return lastSeconds;
    }
}
