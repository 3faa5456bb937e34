// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import java.time.Duration;

/**
 * How long counted calls are kept.
 *
 * @param minutes for windows of a minute, and the reports of which they are made
 * @param tenMinutes for windows of ten minutes, at least as long
 * @param hours for windows of an hour, at least as long
 */
public record CallRetention(Duration minutes, Duration tenMinutes, Duration hours) {
    public static final CallRetention DEFAULT =
            new CallRetention(Duration.ofDays(2), Duration.ofDays(14), Duration.ofDays(90));

    /** Returns the age beyond which a report is refused: the reports that make up its window must still be there. */
    public Duration latest() {
        return minutes.dividedBy(2);
    }
}
