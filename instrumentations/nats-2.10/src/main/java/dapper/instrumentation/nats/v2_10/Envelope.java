// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/** The parts of a message that spans need. None is the payload. */
final class Envelope {
    private static final String INBOX = "_INBOX.";

    final @Nullable Connection connection;
    final @Nullable String subject;
    final @Nullable Headers headers;

    /** The subject to which the receiver has subscribed, if that is a pattern; otherwise null. */
    final @Nullable String pattern;

    /** The receiver's queue group, or null. */
    final @Nullable String queue;

    private Envelope(
            @Nullable Connection connection,
            @Nullable String subject,
            @Nullable Headers headers,
            @Nullable Subscription subscription) {
        this.connection = connection;
        this.subject = subject;
        this.headers = headers;
        String subscribed = subscription == null ? null : subscription.getSubject();
        this.pattern = subscribed != null && isPattern(subscribed) && !isInbox(subscribed) ? subscribed : null;
        this.queue = subscription == null ? null : subscription.getQueueName();
    }

    static Envelope sent(Connection connection, String subject, @Nullable Headers headers) {
        return new Envelope(connection, subject, headers, null);
    }

    static Envelope received(Message message) {
        return new Envelope(
                message.getConnection(), message.getSubject(), message.getHeaders(), message.getSubscription());
    }

    /**
     * Returns whether applications send messages to a subject. The others belong to the server: the interface of
     * JetStream, acknowledgements, the stores of keys and objects.
     */
    static boolean isOfApplication(@Nullable String subject) {
        return subject != null && !subject.startsWith("$");
    }

    private static boolean isPattern(String subject) {
        return subject.indexOf('*') >= 0 || subject.endsWith(">");
    }

    private static boolean isInbox(String subject) {
        return subject.startsWith(INBOX);
    }

    /** Returns whether a client made up the subject, to receive answers there. */
    boolean isAnonymous() {
        return subject != null && isInbox(subject);
    }

    /** Null for a subject that a client made up. */
    @Nullable
    String lastingDestination() {
        return isAnonymous() ? null : pattern == null ? subject : pattern;
    }
}
