// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.http.ServerCalls;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into {@code onError} of the listeners for non-blocking input and output: Jetty passes the exception of a listener
 * to no method but this.
 */
final class ListenerErrorAdvice {
    private ListenerErrorAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) @Nullable Throwable thrown) {
        ServerCalls.fail(thrown);
    }
}
