// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.concurrent.CompletableFuture;

/** Sends a notification in the format of its receiver. Safe for many threads. */
public final class Senders {
    private static final ObjectWriter JSON = new JsonMapper().writer();

    private final HttpPost http;
    private final SmtpSender mail;

    public Senders(HttpPost http, SmtpSender mail) {
        this.http = http;
        this.mail = mail;
    }

    /** Never fails. */
    CompletableFuture<Outcome> send(Notification notification) {
        return switch (notification.receiver().type()) {
            case ALERTMANAGER -> post(notification, AlertmanagerPayload.of(notification));
            case WEBHOOK -> post(notification, WebhookPayload.of(notification));
            case SLACK -> post(notification, SlackPayload.of(notification));
            case EMAIL -> mail.send(notification);
        };
    }

    private CompletableFuture<Outcome> post(Notification notification, Object payload) {
        try {
            return http.send(notification.receiver(), JSON.writeValueAsBytes(payload));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts are always JSON", e);
        }
    }
}
