// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A place that notifications go to.
 *
 * @param url may contain a secret: never log it; of an e-mail a mailto (RFC 6068) with the addresses
 * @param repeatNanos time between two notifications about the same firing
 */
public record Receiver(String name, Type type, URI url, long repeatNanos) {

    /** The format of its notifications. */
    public enum Type {
        /** The API of Prometheus Alertmanager: the path /api/v2/alerts below the URL. */
        ALERTMANAGER,
        /** The payload that Alertmanager sends to webhooks, version 4. */
        WEBHOOK,
        /** An incoming webhook of Slack, or of a server that takes the same. */
        SLACK,
        /** An e-mail to each of the recipients. */
        EMAIL;

        /** Returns the name that the file has for it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException with a message that lists the names */
        static Type ofText(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be alertmanager, webhook, slack or email"));
        }
    }

    /** Returns the addresses of an e-mail. */
    public List<String> recipients() {
        return List.of(url.getSchemeSpecificPart().split(","));
    }

    /** Without the URL. */
    @Override
    public String toString() {
        return type.text() + " " + name;
    }
}
