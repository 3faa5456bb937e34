// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import io.nats.client.MessageHandler;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a connection that makes a dispatcher with a handler for all its subscriptions; replaces the handler. */
final class DefaultHandlerAdvice {
    private DefaultHandlerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) @Nullable MessageHandler handler) {
        handler = TracedHandler.of(handler);
    }
}
