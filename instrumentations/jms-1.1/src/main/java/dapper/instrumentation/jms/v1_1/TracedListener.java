// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.ProcessCall;
import java.lang.reflect.Proxy;
import javax.jms.Message;
import javax.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** Makes a call of each message that a lambda expression or a proxy gets: classes of these kinds are never woven. */
public final class TracedListener implements MessageListener {
    private static final int INSTRUMENTATION = AdviceErrors.number("jms-1.1");

    private final MessageListener delegate;

    private TracedListener(MessageListener delegate) {
        this.delegate = delegate;
    }

    /** Returns the listener to set in the place of the application's, null for null. */
    public static @Nullable MessageListener of(@Nullable MessageListener listener) {
        return listener != null && isGenerated(listener.getClass()) ? new TracedListener(listener) : listener;
    }

    /** The name of the class of a lambda expression has a slash, which no name of another class has. */
    private static boolean isGenerated(Class<?> type) {
        return type.getName().indexOf('/') >= 0 || Proxy.isProxyClass(type);
    }

    /** Undoes {@link #of}. */
    public static @Nullable MessageListener original(@Nullable MessageListener listener) {
        return listener instanceof TracedListener ? ((TracedListener) listener).delegate : listener;
    }

    @Override
    public void onMessage(Message message) {
        ProcessCall call = start(message);
        try {
            delegate.onMessage(message);
        } catch (Throwable e) {
            end(call, e);
            throw e;
        }
        end(call, null);
    }

    /** No advice is around this: whatever a provider throws must not keep the message from its listener. */
    private static @Nullable ProcessCall start(Message message) {
        try {
            return Consumers.startProcess(message);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return null;
        }
    }

    private static void end(@Nullable ProcessCall call, @Nullable Throwable thrown) {
        if (call != null) {
            Consumers.endProcess(call, thrown);
        }
    }
}
