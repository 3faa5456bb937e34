// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.Set;

/**
 * A process that counts calls.
 *
 * @param kinds the calls that it counts; all kinds if an older collector has noted it
 * @param firstUnixNanos the start of its first interval that is known
 * @param lastUnixNanos the end of a late one: it is noted again every few minutes only
 */
public record SeenProcess(ServiceProcess process, Set<CallKind> kinds, long firstUnixNanos, long lastUnixNanos) {

    public SeenProcess {
        kinds = Set.copyOf(kinds);
    }
}
