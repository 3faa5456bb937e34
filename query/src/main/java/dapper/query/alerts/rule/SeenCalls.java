// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.alerts.anomaly.HourlySeries;
import dapper.query.calls.Outcomes;
import java.util.List;
import java.util.Map;

/**
 * The calls that a condition looks at.
 *
 * @param end the end of its windows, in nanoseconds since 1970
 * @param windows those of each window, in the order of the condition
 * @param hours those of whole hours before, by the number of the hour since 1970; empty for a condition without a history
 * @param past the values of hours before those; empty if {@code hours} has the whole history
 */
public record SeenCalls(long end, List<Outcomes> windows, Map<Long, Outcomes> hours, HourlySeries past) {
    /** Returns the calls of a window. */
    Outcomes window(int index) {
        return windows.get(index);
    }
}
