// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

/**
 * The times that an alert takes between its phases.
 *
 * @param forNanos how long the condition must hold before the alert fires; 0 for at once
 * @param keepNanos how long it must not hold before the alert is resolved; 0 for at once
 * @param missing the treatment of evaluations without a value
 */
public record Timing(long forNanos, long keepNanos, Missing missing) {
    /** The treatment of evaluations without a value. */
    public enum Missing {
        /** The phase stays, for a day at most. */
        KEEP,
        /** As if the condition did not hold. */
        RESOLVE
    }

    /** Returns the first time as people read it. */
    public String forText() {
        return Amounts.duration(forNanos);
    }

    /** Returns the second time as people read it. */
    public String keepText() {
        return Amounts.duration(keepNanos);
    }
}
