// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.util.Locale;

/** Why spans that were to be stored are not known to be. */
public enum WriteFailure {
    /** Storage cannot be reached or is overloaded: the sender is asked to send again. */
    UNAVAILABLE,
    /** Storage can never take these spans, for instance because they are too large; sending them again would not help. */
    REFUSED,
    /** A fault of ours in storage; sending the same spans again would not help. */
    ERROR;

    /** The value of the label {@code reason} in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
