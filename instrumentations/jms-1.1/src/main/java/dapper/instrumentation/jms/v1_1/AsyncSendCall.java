// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import javax.jms.CompletionListener;
import javax.jms.Destination;
import javax.jms.Message;
import javax.jms.MessageProducer;
import org.jspecify.annotations.Nullable;

/**
 * The sending of a message that ends when the provider confirms it, on a thread of the provider. Calls the
 * application's listener in the caller's context. While the provider begins to send, the call is the context of the
 * application's thread: a producer within another makes no call of its own.
 */
public final class AsyncSendCall extends Call implements CompletionListener {
    private final CompletionListener delegate;
    private @Nullable TraceContext before;

    private AsyncSendCall(CompletionListener delegate) {
        this.delegate = delegate;
    }

    /**
     * @param arguments of one of the methods {@code send}: the listener is the last one
     * @return null if there is nothing to do
     */
    public static @Nullable AsyncSendCall start(MessageProducer producer, Object[] arguments) {
        Object listener = arguments[arguments.length - 1];
        boolean toProducer = arguments[0] instanceof Message;
        Message message = (Message) arguments[toProducer ? 0 : 1];
        if (message == null || listener == null || listener instanceof AsyncSendCall) {
            return null;
        }
        Destination destination = toProducer ? Producers.destination(producer) : (Destination) arguments[0];
        AsyncSendCall call = new AsyncSendCall((CompletionListener) listener);
        JmsMessage sent = JmsMessage.sent(message, destination);
        if (!JmsGetter.CALLS.startSend(call, sent, sent)) {
            return null;
        }
        call.inject(PropertySetter.PROPERTIES, message);
        call.before = call.enterOwn();
        return call;
    }

    /** The arguments with this call in the place of the application's listener. */
    public Object[] withListener(Object[] arguments) {
        Object[] changed = arguments.clone();
        changed[changed.length - 1] = this;
        return changed;
    }

    /** Called on the thread that called {@code send}, when that returns or throws. */
    public void sent(@Nullable Throwable thrown) {
        leaveOwn(before);
        if (thrown != null) {
            JmsGetter.CALLS.end(this, null, thrown);
        }
    }

    @Override
    public void onCompletion(Message message) {
        JmsGetter.CALLS.end(this, message, null);
        TraceContext own = enterCaller();
        try {
            delegate.onCompletion(message);
        } finally {
            Call.leaveCaller(own);
        }
    }

    @Override
    public void onException(Message message, Exception exception) {
        JmsGetter.CALLS.end(this, null, exception);
        TraceContext own = enterCaller();
        try {
            delegate.onException(message, exception);
        } finally {
            Call.leaveCaller(own);
        }
    }
}
