// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import java.util.Locale;

/** An oddity of a stored span, or of a missing one. The span is kept as it was sent; the oddity informs the user. */
public enum SpanOddity {
    /** Its end is before its start; it is shown with a duration of 0. */
    END_BEFORE_START,
    /** Its end is 0, which senders without an end time write; it is shown with a duration of 0. */
    NO_END,
    /** Its start or end is outside the years 2000 to 2099; it is shown within the time of the trace. */
    ODD_TIME,
    /** It names itself as its parent; it is shown as a top-level node. */
    OWN_PARENT,
    /** Another span of the trace has the same id and kind but different content. */
    DUPLICATE,
    /** Its parents lead back to itself, and it is the one that is shown as a top-level node. */
    CYCLE,
    /** It had not ended when it was sent, and nothing newer is stored. */
    UNFINISHED,
    /** A placeholder whose children were called in its own process, which has not sent it, or has lost it. */
    MISSING_HERE,
    /** A placeholder whose children were called from another process, which may send its spans elsewhere. */
    MISSING_ELSEWHERE;

    /** Returns the name in the API: in lower case, with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
