// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The headers of a message that is sent, which are copied before the first change. */
final class HeadersToSend {
    private static final int INSTRUMENTATION = AdviceErrors.number(NatsGetter.NAME);

    private static final HeaderSetter<HeadersToSend> SETTER = new HeaderSetter<HeadersToSend>() {
        @Override
        public void setHeader(HeadersToSend headers, String name, String value) {
            headers.remove(name);
            headers.changed().put(name, value);
        }

        @Override
        public void removeHeader(HeadersToSend headers, String name) {
            headers.remove(name);
        }
    };

    private final @Nullable Headers original;
    private @Nullable Headers changed;

    private HeadersToSend(@Nullable Headers original) {
        this.original = original;
    }

    /**
     * Returns the headers to send: a copy with the context of a call. A message stays as it is if the server or the
     * client has no headers, or if the message would become too large. The call has started, so nothing may be thrown here.
     *
     * @param call see {@link MessageCalls#inject}
     */
    static @Nullable Headers withContext(
            @Nullable Call call, Connection connection, @Nullable Headers original, byte @Nullable [] body) {
        try {
            if (!hasHeaders(connection)) {
                return original;
            }
            HeadersToSend headers = new HeadersToSend(original);
            MessageCalls.inject(call, SETTER, headers);
            Headers changed = headers.changed;
            return changed == null || isTooLarge(changed, connection, body) ? original : changed;
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return original;
        }
    }

    private static boolean hasHeaders(Connection connection) {
        return connection.getServerInfo().isHeadersSupported()
                && !connection.getOptions().isNoHeaders();
    }

    /** The server closes the connection of a client that exceeds its limit. Headers count. */
    private static boolean isTooLarge(Headers headers, Connection connection, byte @Nullable [] body) {
        long max = connection.getMaxPayload();
        return max > 0 && headers.serializedLength() + (body == null ? 0L : body.length) > max;
    }

    private Headers changed() {
        Headers copy = changed;
        if (copy == null) {
            copy = new Headers(original);
            changed = copy;
        }
        return copy;
    }

    private void remove(String name) {
        Headers current = changed == null ? original : changed;
        if (current == null) {
            return;
        }
        for (String present : new ArrayList<>(current.keySet())) {
            if (name.equalsIgnoreCase(present)) {
                changed().remove(present);
            }
        }
    }
}
