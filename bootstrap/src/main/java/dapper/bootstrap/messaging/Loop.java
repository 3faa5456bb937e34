// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.call.ProcessCall;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls of one loop over messages, one after the other. Used by one thread at a time. */
public final class Loop<T> {
    private final LoopCalls<? super T> calls;
    private ProcessCall call;
    private boolean open;

    public Loop(LoopCalls<? super T> calls) {
        this.calls = calls;
        this.call = new ProcessCall(calls);
    }

    /** Starts the call of a message, unless the calls of the thread are suspended. */
    public void begin(T message) {
        if (ProcessCall.isSuspended()) {
            return;
        }
        if (!call.isFree()) {
            call = new ProcessCall(calls);
        }
        open = calls.start(call, message);
    }

    /** Ends the call that {@link #begin} has started, if any. */
    public void end(@Nullable Throwable thrown) {
        if (open) {
            open = false;
            calls.end(call, thrown);
        }
    }

    /** The action of the application, each time within the call for the message that it gets. */
    Consumer<T> around(Consumer<? super T> action) {
        return message -> {
            begin(message);
            try {
                action.accept(message);
            } catch (Throwable e) {
                end(e);
                throw e;
            }
            end(null);
        };
    }
}
