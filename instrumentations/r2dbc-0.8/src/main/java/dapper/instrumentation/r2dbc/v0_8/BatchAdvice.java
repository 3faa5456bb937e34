// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a connection that makes a batch. */
final class BatchAdvice {
    private BatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return Origins.making();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean outermost,
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Object connection,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object made) {
        Origins.made(outermost, connection, made, null);
    }
}
