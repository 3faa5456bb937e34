// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.storage.calls.Durations;

/**
 * The inputs of the Apdex as JSON, which is {@code (satisfied + tolerating / 2) / calls}. Failed calls are frustrated, as are
 * those that take longer than four times T.
 *
 * @param satisfied calls that succeeded within T
 * @param tolerating calls that succeeded after T and within four times T
 */
record Apdex(double satisfied, double tolerating) {
    private static final int TOLERATED = 4;

    /** @param nanos T */
    static Apdex of(Outcomes outcomes, long nanos) {
        Durations succeeded = outcomes.succeeded().durations();
        double satisfied = succeeded.countUpTo(nanos / 1e9);
        return new Apdex(satisfied, succeeded.countUpTo(TOLERATED * nanos / 1e9) - satisfied);
    }
}
