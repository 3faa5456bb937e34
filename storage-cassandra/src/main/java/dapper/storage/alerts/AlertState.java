// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import java.util.Map;

/**
 * The state of one alert as its last evaluation has left it, with all that a notification needs.
 *
 * @param alert identifies it within the tenant
 * @param value of the last evaluation that had one; NaN before
 * @param calls in the window of the last evaluation
 * @param notified the last notification that each receiver has taken, by the receiver's name
 */
public record AlertState(
        String alert,
        AlertPhase phase,
        AlertTimes times,
        double value,
        long calls,
        AlertNotice notice,
        Map<String, Notified> notified) {

    public AlertState {
        notified = Map.copyOf(notified);
    }

    /** Returns the state of an alert that was never evaluated. */
    public static AlertState unknown(String alert, AlertNotice notice) {
        return new AlertState(alert, AlertPhase.INACTIVE, AlertTimes.NONE, Double.NaN, 0, notice, Map.of());
    }

    /** Returns whether the alert has fired and has not been resolved since. */
    public boolean isFiring() {
        return phase == AlertPhase.FIRING;
    }
}
