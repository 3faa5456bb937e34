// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.Locale;

/** The pattern that an {@link Insight} is about. */
public enum InsightKind {
    /** A query, and then one more query for each of its rows. */
    N_PLUS_ONE,
    /** The same call again and again, one after another, within one request. */
    REPEATED_CALLS,
    /** Different reads one after another, which might run at the same time. */
    SEQUENTIAL_CALLS,
    /** A call that failed and was made again. */
    RETRIES,
    /** Many calls at the same time, of which the slowest decides. */
    FAN_OUT,
    /** Time of a span with children in which none of them ran. */
    GAP,
    /** Time of a call that is neither the work of the called service nor of the caller. */
    NETWORK,
    /** Time until a pool had a free connection. */
    CONNECTION_WAIT,
    /** The first of several equal calls, much slower than the others. */
    SLOW_FIRST_CALL,
    /** Many calls from one service to another. */
    CHATTY_SERVICES,
    /** A failed span below a request that succeeded. */
    SWALLOWED_ERROR,
    /** Time of a span after its last child. */
    TIME_AFTER_LAST_CHILD;

    /** Returns the name in the API: in lower case, with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
