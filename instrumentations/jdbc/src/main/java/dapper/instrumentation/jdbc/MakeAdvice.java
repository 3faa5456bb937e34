// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.StatementOrigins;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of a connection that make a statement without a text. */
final class MakeAdvice {
    private MakeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return StatementOrigins.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean begun,
            @Advice.This Object connection,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object statement) {
        if (begun) {
            StatementOrigins.end(connection, statement, null);
        }
    }
}
