// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import dapper.bootstrap.call.Call;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/** The messages that connections publish, on the thread that publishes them. */
public final class Publications {
    private Publications() {}

    /** Returns whether a message makes a call of its own. That of a request belongs to the request. */
    public static boolean isTraced(@Nullable String subject) {
        return Envelope.isOfApplication(subject) && !RequestCall.isSending();
    }

    /** Returns null if there is nothing to do at the end. */
    public static @Nullable Call start(Connection connection, String subject, @Nullable Headers headers) {
        Envelope envelope = Envelope.sent(connection, subject, headers);
        return NatsGetter.CALLS.enterSend(envelope, envelope);
    }

    /** Returns the headers to send. */
    public static @Nullable Headers withContext(
            @Nullable Call call, Connection connection, @Nullable Headers headers, byte @Nullable [] body) {
        return HeadersToSend.withContext(call, connection, headers, body);
    }

    public static void end(Call call, @Nullable Throwable thrown) {
        NatsGetter.CALLS.end(call, null, thrown);
    }
}
