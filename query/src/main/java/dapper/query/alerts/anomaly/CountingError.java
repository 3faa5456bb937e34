// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

/**
 * The error of a value because it is that of so many calls only. A service with few calls has a great one, so nothing of it is unusual.
 */
@FunctionalInterface
public interface CountingError {
    /** No error. */
    CountingError NONE = (expected, deviations, above) -> 0;

    /**
     * Returns the distance to the usual value that chance can explain.
     *
     * @param expected the usual value
     * @param deviations the number of standard deviations that count as chance
     * @param above of a value above the usual one, or below
     */
    double of(double expected, double deviations, boolean above);
}
