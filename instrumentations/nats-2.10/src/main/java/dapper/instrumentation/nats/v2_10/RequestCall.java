// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A message that is answered: a request of the application, or a message that JetStream confirms. Begins on the
 * application's thread and ends when the answer is there, on the thread that waits for it or on the client's.
 */
public final class RequestCall extends Call implements BiConsumer<Message, Throwable> {
    /** The value of {@code error.type} if the time for the answer has passed, or nobody listens. */
    private static final String NO_ANSWER = "no_answer";

    /** The status with which the server answers then. */
    private static final int NOBODY_LISTENS = 503;

    /** The class of the message that clients from 2.26 on can return in this case. */
    private static final String FAILURE = "io.nats.client.RequestFailureMessage";

    /** True while the running thread sends a request: what the client calls for it makes no calls. */
    private static final ThreadLocal<boolean[]> SENDING = ThreadLocal.withInitial(() -> new boolean[1]);

    private RequestCall() {}

    /** Starts a request of the running thread, until {@link #sent}. Returns null if there is nothing to do. */
    public static @Nullable RequestCall start(
            Connection connection, @Nullable String subject, @Nullable Headers headers) {
        if (subject == null || !Publications.isTraced(subject)) {
            return null;
        }
        RequestCall call = new RequestCall();
        Envelope envelope = Envelope.sent(connection, subject, headers);
        if (!NatsGetter.CALLS.startSend(call, envelope, envelope)) {
            return null;
        }
        SENDING.get()[0] = true;
        return call;
    }

    static boolean isSending() {
        return SENDING.get()[0];
    }

    /** Returns the headers to send. */
    public @Nullable Headers withContext(Connection connection, @Nullable Headers headers, byte @Nullable [] body) {
        return HeadersToSend.withContext(this, connection, headers, body);
    }

    /** The client has sent the message, or will not, on the thread that started the call. */
    public static void sent() {
        SENDING.get()[0] = false;
    }

    /**
     * Ends the call.
     *
     * @param answer null if none came
     */
    public void end(@Nullable Message answer, @Nullable Throwable thrown) {
        if (thrown == null && !isAnswer(answer)) {
            MessageCalls.refuse(this, NO_ANSWER);
        } else {
            NatsGetter.CALLS.end(this, null, thrown);
        }
    }

    private static boolean isAnswer(@Nullable Message message) {
        return message != null
                && !(message.isStatusMessage() && message.getStatus().getCode() == NOBODY_LISTENS)
                && !message.getClass().getName().equals(FAILURE);
    }

    /** The call ends with the future. */
    public void endWith(@Nullable CompletableFuture<Message> future, @Nullable Throwable thrown) {
        if (future == null) {
            end(null, thrown);
        } else if (isObserved()) {
            future.whenComplete(this);
        }
    }

    @Override
    public void accept(@Nullable Message answer, @Nullable Throwable thrown) {
        end(answer, thrown);
    }
}
