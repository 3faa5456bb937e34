// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import java.sql.Statement;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

@SuppressWarnings("UnusedVariable") // the other advice method reads "previous"
final class ExecuteBatchAdvice {
    private ExecuteBatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable TraceContext enter(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Statement statement,
            @Advice.Local("previous") @Nullable TraceContext previous) {
        previous = Current.get();
        return BatchCalls.start(statement);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable TraceContext context,
            @Advice.Local("previous") @Nullable TraceContext previous,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object counts,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (context != null) {
            Current.set(previous);
            BatchCalls.end(context, counts, thrown);
        }
    }
}
