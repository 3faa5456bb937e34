// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.call.Call;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of a library. One stateless object per library and type of message.
 *
 * @param <M> a message
 * @param <C> the client that sends or receives it
 * @param <R> the broker's confirmation of a message that was sent, {@link Void} for a type that is only received
 */
public interface MessageGetter<M, C, R> {
    /** A value of {@code messaging.system}. */
    String system();

    /** The queue or topic; null if it has no lasting name. */
    @Nullable
    String destination(M message);

    /** Calls {@link MessageCalls#set} for a call that is recorded. No key and no payload may be set. */
    void describe(Call call, M message, C client);

    /** Calls {@link MessageCalls#set} and {@link MessageCalls#server} for a call of which only the client is described. */
    void describeClient(Call call, C client);

    /** The same when the broker has confirmed the message. */
    void describeEnd(Call call, R confirmation);
}
