// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import java.util.List;
import java.util.UUID;

/**
 * A time in which alerts with certain labels notify nobody.
 *
 * @param matchers all must hold; at least one
 * @param startUnixNanos inclusive
 * @param endUnixNanos exclusive
 */
public record Silence(
        UUID id, List<LabelMatcher> matchers, long startUnixNanos, long endUnixNanos, String comment, String creator) {

    public Silence {
        matchers = List.copyOf(matchers);
    }

    public boolean isActive(long unixNanos) {
        return startUnixNanos <= unixNanos && unixNanos < endUnixNanos;
    }

    /** Returns the same silence with an earlier end. */
    public Silence endingAt(long unixNanos) {
        return new Silence(id, matchers, startUnixNanos, Math.min(endUnixNanos, unixNanos), comment, creator);
    }
}
