// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import com.fasterxml.jackson.annotation.JsonProperty;
import dapper.storage.alerts.AlertState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A message to an incoming webhook of Slack, with an attachment for each alert.
 *
 * @param text for notifications, where attachments are not shown
 */
record SlackPayload(String text, List<Attachment> attachments) {
    private static final String RED = "#d0332f";
    private static final String GREEN = "#2a8a43";

    record Attachment(
            String fallback,
            String color,
            String title,
            @JsonProperty("title_link") String titleLink,
            String text) {}

    static SlackPayload of(Notification notification) {
        String text = (notification.fires() ? "Firing: " : "Resolved: ") + notification.rule();
        return new SlackPayload(
                escaped(text),
                notification.alerts().stream()
                        .map(alert -> attachment(alert, notification))
                        .toList());
    }

    private static Attachment attachment(AlertState alert, Notification notification) {
        boolean ended = Notification.hasEnded(alert);
        String title = (ended ? "Resolved: " : "Firing: ") + alert.alert();
        String text = lines(alert.notice().annotations()) + "\n"
                + lines(alert.notice().labels());
        return new Attachment(
                escaped(title), ended ? GREEN : RED, escaped(title), notification.traces(alert), escaped(text));
    }

    private static String lines(Map<String, String> texts) {
        return new TreeMap<>(texts)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** Slack gives these three characters a meaning: a text could otherwise call all members of a channel. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
