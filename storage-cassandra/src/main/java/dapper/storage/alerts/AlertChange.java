// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import java.util.Map;

/**
 * A row of history: an alert came into a phase.
 *
 * @param unixNanos the end of the evaluated window
 * @param value NaN if there was none
 */
public record AlertChange(
        long unixNanos, String alert, AlertPhase phase, double value, long calls, Map<String, String> labels) {

    public AlertChange {
        labels = Map.copyOf(labels);
    }

    public static AlertChange of(AlertState state) {
        return new AlertChange(
                state.times().since(),
                state.alert(),
                state.phase(),
                state.value(),
                state.calls(),
                state.notice().labels());
    }
}
