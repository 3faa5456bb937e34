// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.bootstrap.method.MethodCall;
import dapper.bootstrap.method.MethodCalls;
import dapper.javaagent.api.MethodNumber;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into methods that return a stage: their calls end when it is complete. */
final class StageAdvice {
    private StageAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable MethodCall enter(@MethodNumber int number, @Advice.Origin Class<?> type) {
        return MethodCalls.start(number, type);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable MethodCall call,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.end(returned, thrown);
        }
    }
}
