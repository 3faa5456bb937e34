// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import dapper.query.alerts.rule.Receiver;
import dapper.storage.alerts.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One message to a receiver: the alerts of a rule that fire, or have been resolved since the last one.
 *
 * @param alerts at least one
 * @param viewer address of the viewer, without a slash at the end
 */
record Notification(Receiver receiver, String rule, List<AlertState> alerts, long unixNanos, String viewer) {
    static boolean hasEnded(AlertState alert) {
        return alert.times().ended() != 0;
    }

    boolean fires() {
        return !alerts.stream().allMatch(Notification::hasEnded);
    }

    String status() {
        return fires() ? "firing" : "resolved";
    }

    String traces(AlertState alert) {
        return viewer + alert.notice().tracesPath();
    }

    static String time(long unixNanos) {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(unixNanos)).toString();
    }
}
