// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

/** The outcome of a look at a value and at the hours before it. */
public record Finding(Kind kind, Usual usual) {
    /** The answer. */
    public enum Kind {
        USUAL,
        /** The value is outside the band. */
        UNUSUAL,
        /** The level of the last hours is another one, though each may be inside the band. */
        SHIFTED
    }

    public boolean isUnusual() {
        return kind != Kind.USUAL;
    }
}
