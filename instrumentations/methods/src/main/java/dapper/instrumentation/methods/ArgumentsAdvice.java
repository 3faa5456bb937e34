// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.bootstrap.method.MethodCall;
import dapper.bootstrap.method.MethodCalls;
import dapper.javaagent.api.MethodNumber;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into methods that have attributes among their arguments, and that may return a stage. */
final class ArgumentsAdvice {
    private ArgumentsAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable MethodCall enter(
            @MethodNumber int number,
            @Advice.Origin Class<?> type,
            @Advice.AllArguments(typing = Assigner.Typing.DYNAMIC) @Nullable Object[] arguments) {
        return MethodCalls.start(number, type, arguments);
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
