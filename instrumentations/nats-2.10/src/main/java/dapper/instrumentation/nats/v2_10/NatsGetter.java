// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.bootstrap.messaging.MessageAttributes.CLIENT_ID;
import static dapper.bootstrap.messaging.MessageAttributes.CONSUMER_GROUP;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_ANONYMOUS;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_NAME;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_TEMPLATE;
import static dapper.bootstrap.messaging.MessageAttributes.MESSAGE_ID;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.Authority;
import dapper.bootstrap.messaging.MessageCalls;
import dapper.bootstrap.messaging.MessageGetter;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages. */
final class NatsGetter implements MessageGetter<Envelope, Envelope, Void>, HeaderGetter<Envelope> {
    static final String NAME = "nats-2.10";

    private static final NatsGetter GETTER = new NatsGetter();
    static final MessageCalls<Envelope, Envelope, Void> CALLS = new MessageCalls<>(NAME, GETTER, GETTER);

    /** JetStream drops a second message with the same. */
    private static final String ID_HEADER = "Nats-Msg-Id";

    /** A longer header is not one that carries a context. */
    private static final int MAX_LENGTH = 8_192;

    private NatsGetter() {}

    @Override
    public String system() {
        return "nats";
    }

    @Override
    public @Nullable String destination(Envelope envelope) {
        return envelope.lastingDestination();
    }

    @Override
    public void describe(Call call, Envelope envelope, Envelope same) {
        if (envelope.isAnonymous()) {
            MessageCalls.set(call, DESTINATION_ANONYMOUS, true);
        }
        MessageCalls.set(call, DESTINATION_NAME, envelope.subject);
        MessageCalls.set(call, DESTINATION_TEMPLATE, envelope.pattern);
        MessageCalls.set(call, CONSUMER_GROUP, envelope.queue);
        MessageCalls.set(call, MESSAGE_ID, header(envelope, ID_HEADER));
        describeClient(call, envelope);
    }

    @Override
    public void describeClient(Call call, Envelope envelope) {
        Connection connection = envelope.connection;
        if (connection == null) {
            return;
        }
        MessageCalls.set(call, CLIENT_ID, connection.getOptions().getConnectionName());
        Authority server = server(connection.getConnectedUrl());
        if (server != null) {
            MessageCalls.server(call, server.host, server.port);
        }
    }

    /** @param url null while the client is not connected. It may have a password */
    private static @Nullable Authority server(@Nullable String url) {
        if (url == null) {
            return null;
        }
        int scheme = url.indexOf("://");
        int start = Math.max(scheme < 0 ? 0 : scheme + 3, url.lastIndexOf('@') + 1);
        int slash = url.indexOf('/', start);
        return Authority.parse(url.substring(start, slash < 0 ? url.length() : slash));
    }

    @Override
    public void describeEnd(Call call, Void confirmation) {}

    @Override
    public @Nullable String header(Envelope envelope, String name) {
        List<String> values = values(envelope.headers, name);
        if (values == null) {
            return null;
        }
        String joined = values.size() == 1 ? values.get(0) : String.join(",", values);
        return joined.length() <= MAX_LENGTH ? joined : null;
    }

    @Override
    public @Nullable String first(Envelope envelope, String name) {
        List<String> values = values(envelope.headers, name);
        String first = values == null || values.isEmpty() ? null : values.get(0);
        return first == null || first.length() > MAX_LENGTH ? null : first;
    }

    /** Clients in other languages write the names of headers in their own case. */
    private static @Nullable List<String> values(@Nullable Headers headers, String name) {
        if (headers == null) {
            return null;
        }
        List<String> values = headers.get(name);
        if (values == null) {
            for (String other : headers.keySet()) {
                if (name.equalsIgnoreCase(other)) {
                    return headers.get(other);
                }
            }
        }
        return values;
    }

    @Override
    public Iterable<String> names(Envelope envelope) {
        return envelope.headers == null ? Collections.<String>emptyList() : envelope.headers.keySet();
    }
}
