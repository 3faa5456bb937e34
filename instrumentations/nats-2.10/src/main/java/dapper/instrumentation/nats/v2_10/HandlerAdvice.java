// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import io.nats.client.MessageHandler;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of a dispatcher that subscribe; replaces the handler. */
final class HandlerAdvice {
    private HandlerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 2, readOnly = false) @Nullable MessageHandler handler) {
        handler = TracedHandler.of(handler);
    }
}
