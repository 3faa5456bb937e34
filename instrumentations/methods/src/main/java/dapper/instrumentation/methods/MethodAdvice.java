// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.bootstrap.method.MethodCall;
import dapper.bootstrap.method.MethodCalls;
import dapper.javaagent.api.MethodNumber;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into methods whose calls end when they return. */
final class MethodAdvice {
    private MethodAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable MethodCall enter(@MethodNumber int number, @Advice.Origin Class<?> type) {
        return MethodCalls.start(number, type);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable MethodCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.end(thrown);
        }
    }
}
