// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import dapper.storage.alerts.AlertState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The payload that Prometheus Alertmanager sends to webhooks, version 4. A group is a rule. */
record WebhookPayload(
        String version,
        String groupKey,
        int truncatedAlerts,
        String status,
        String receiver,
        Map<String, String> groupLabels,
        Map<String, String> commonLabels,
        Map<String, String> commonAnnotations,
        String externalURL,
        List<Alert> alerts) {
    private static final String NEVER = "0001-01-01T00:00:00Z";
    private static final int FINGERPRINT_BYTES = 8;

    record Alert(
            String status,
            Map<String, String> labels,
            Map<String, String> annotations,
            String startsAt,
            String endsAt,
            String generatorURL,
            String fingerprint) {}

    static WebhookPayload of(Notification notification) {
        List<Alert> alerts = notification.alerts().stream()
                .map(alert -> alert(alert, notification))
                .toList();
        return new WebhookPayload(
                "4",
                "{}:{alertname=\"" + notification.rule() + "\"}",
                0,
                notification.status(),
                notification.receiver().name(),
                Map.of("alertname", notification.rule()),
                common(alerts.stream().map(Alert::labels).toList()),
                common(alerts.stream().map(Alert::annotations).toList()),
                notification.viewer(),
                alerts);
    }

    private static Alert alert(AlertState alert, Notification notification) {
        boolean ended = Notification.hasEnded(alert);
        return new Alert(
                ended ? "resolved" : "firing",
                alert.notice().labels(),
                alert.notice().annotations(),
                Notification.time(alert.times().fired()),
                ended ? Notification.time(alert.times().ended()) : NEVER,
                notification.traces(alert),
                fingerprint(alert.notice().labels()));
    }

    private static Map<String, String> common(List<Map<String, String>> all) {
        Map<String, String> common = new TreeMap<>(all.get(0));
        all.forEach(each -> common.entrySet().retainAll(each.entrySet()));
        return common;
    }

    private static String fingerprint(Map<String, String> labels) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(new TreeMap<>(labels).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
