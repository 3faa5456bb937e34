// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

/**
 * The outcome of one look at the calls.
 *
 * @param value NaN if there is none
 * @param calls in the first window
 */
public record Observation(Verdict verdict, double value, long calls) {

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

    static Observation missing(long calls) {
        return new Observation(Verdict.MISSING, Double.NaN, calls);
    }
}
