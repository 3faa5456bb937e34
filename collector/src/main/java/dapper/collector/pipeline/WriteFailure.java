// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.util.Locale;

/** The reason why a write of spans was not confirmed. */
enum WriteFailure {
    /** Storage cannot be reached or is overloaded: the sender is asked to send again. */
    UNAVAILABLE,
    /**
     * Storage can never store these spans, for instance because they are too large; sending them again would not help.
     */
    REFUSED,
    /** A fault of our storage code; sending the same spans again would not help. */
    ERROR;

    /** Returns the value of the label {@code reason} in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
