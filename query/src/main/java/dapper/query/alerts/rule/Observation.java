// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.alerts.anomaly.Finding;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one look at the calls.
 *
 * @param value NaN if there is none
 * @param calls in the first window
 * @param against the value of an earlier window that the present one was compared with; NaN if there is none
 * @param finding the usual values beside it; null for a condition that has no history, or if that is too short
 */
public record Observation(
        Verdict verdict,
        double value,
        long calls,
        double against,
        @Nullable Finding finding) {

    public Observation(Verdict verdict, double value, long calls) {
        this(verdict, value, calls, Double.NaN, null);
    }

    /** The answer to the question whether the condition holds. */
    public enum Verdict {
        MET,
        NOT_MET,
        /** There were not enough calls to decide. */
        MISSING
    }

    static Observation of(boolean met, double value, long calls) {
        return new Observation(met ? Verdict.MET : Verdict.NOT_MET, value, calls);
    }

    static Observation change(boolean met, double value, long calls, double against) {
        return new Observation(met ? Verdict.MET : Verdict.NOT_MET, value, calls, against, null);
    }

    static Observation missing(long calls) {
        return new Observation(Verdict.MISSING, Double.NaN, calls);
    }
}
