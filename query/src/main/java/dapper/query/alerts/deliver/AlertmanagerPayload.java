// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import dapper.storage.alerts.AlertState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The alerts that Prometheus Alertmanager takes at {@code POST /api/v2/alerts}. It takes an alert as resolved at its end, so one
 * that fires ends some time after the next repetition.
 */
final class AlertmanagerPayload {
    static final String PATH = "/api/v2/alerts";

    private static final int REPETITIONS = 4;
    private static final long LEAST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private AlertmanagerPayload() {}

    record Alert(
            Map<String, String> labels,
            Map<String, String> annotations,
            String startsAt,
            String endsAt,
            String generatorURL) {}

    static List<Alert> of(Notification notification) {
        return notification.alerts().stream()
                .map(alert -> new Alert(
                        alert.notice().labels(),
                        alert.notice().annotations(),
                        Notification.time(alert.times().fired()),
                        Notification.time(end(alert, notification)),
                        notification.traces(alert)))
                .toList();
    }

    private static long end(AlertState alert, Notification notification) {
        long lasts = Math.max(LEAST_NANOS, REPETITIONS * notification.receiver().repeatNanos());
        return Notification.hasEnded(alert) ? alert.times().ended() : notification.unixNanos() + lasts;
    }
}
