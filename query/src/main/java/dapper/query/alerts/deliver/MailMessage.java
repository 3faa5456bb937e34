// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import dapper.storage.alerts.AlertState;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An e-mail about the alerts of a rule: a plain text, and the same in HTML. */
final class MailMessage {
    private static final String RED = "#b42318";
    private static final String GREEN = "#1f7a3a";

    private MailMessage() {}

    static MimeMessage of(Session session, String from, Notification notification) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        for (String to : notification.receiver().recipients()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
        }
        message.setSubject(title(notification), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(Instant.ofEpochMilli(notification.unixNanos() / 1_000_000)));
        // No automatic answers to it (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(plain(notification), StandardCharsets.UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(html(notification), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    private static String title(Notification notification) {
        int alerts = notification.alerts().size();
        return (notification.fires() ? "Firing: " : "Resolved: ")
                + notification.rule()
                + (alerts > 1 ? " (" + alerts + " alerts)" : "");
    }

    private static String plain(Notification notification) {
        return notification.alerts().stream()
                .map(alert -> status(alert) + "\n\n" + lines(alert.notice().annotations()) + "\n"
                        + lines(alert.notice().labels()) + "\nTraces: " + notification.traces(alert) + "\n")
                .collect(Collectors.joining("\n"));
    }

    private static String status(AlertState alert) {
        return alert.alert()
                + (Notification.hasEnded(alert)
                        ? " was resolved at " + Notification.time(alert.times().ended())
                        : " is firing since " + Notification.time(alert.times().fired()));
    }

    private static String lines(Map<String, String> texts) {
        return new TreeMap<>(texts)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    private static String html(Notification notification) {
        return "<!doctype html><html lang=\"en\"><body style=\"font-family: sans-serif\">"
                + notification.alerts().stream()
                        .map(alert -> html(alert, notification))
                        .collect(Collectors.joining())
                + "</body></html>";
    }

    private static String html(AlertState alert, Notification notification) {
        return "<h2 style=\"color: " + (Notification.hasEnded(alert) ? GREEN : RED) + "\">" + escaped(status(alert))
                + "</h2><table>" + rows(alert.notice().annotations())
                + rows(alert.notice().labels()) + "</table><p><a href=\"" + escaped(notification.traces(alert))
                + "\">Traces that show it</a></p>";
    }

    private static String rows(Map<String, String> texts) {
        return new TreeMap<>(texts)
                .entrySet().stream()
                        .map(entry -> "<tr><th align=\"left\">" + escaped(entry.getKey()) + "</th><td>"
                                + escaped(entry.getValue()) + "</td></tr>")
                        .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
