// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.ProcessCall;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import org.jspecify.annotations.Nullable;

/** Makes a call of each message that a handler gets, on the thread of the dispatcher. Most handlers are lambda expressions, which are never woven. */
public final class TracedHandler implements MessageHandler {
    private static final int INSTRUMENTATION = AdviceErrors.number(NatsGetter.NAME);

    private final MessageHandler delegate;

    private TracedHandler(MessageHandler delegate) {
        this.delegate = delegate;
    }

    /** Returns the handler to use in the place of another one, null for null. */
    public static @Nullable MessageHandler of(@Nullable MessageHandler handler) {
        return handler == null || handler instanceof TracedHandler ? handler : new TracedHandler(handler);
    }

    @Override
    public void onMessage(Message message) throws InterruptedException {
        ProcessCall call = start(message);
        try {
            delegate.onMessage(message);
        } catch (Throwable e) {
            end(call, e);
            throw e;
        }
        end(call, null);
    }

    /** No advice is around this: an exception must not keep the message from its handler. */
    private static @Nullable ProcessCall start(Message message) {
        try {
            if (!Receipts.isOfApplication(message) || ProcessCall.isProcessing(message)) {
                return null;
            }
            ProcessCall call = new ProcessCall(message);
            Envelope envelope = Envelope.received(message);
            return NatsGetter.CALLS.startProcess(call, envelope, envelope) ? call : null;
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return null;
        }
    }

    private static void end(@Nullable ProcessCall call, @Nullable Throwable thrown) {
        if (call != null) {
            NatsGetter.CALLS.end(call, null, thrown);
        }
    }
}
