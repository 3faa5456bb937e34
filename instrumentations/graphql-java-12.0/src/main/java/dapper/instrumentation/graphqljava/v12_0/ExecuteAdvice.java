// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.graphqljava.v12_0;

import graphql.ExecutionResult;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method that parses, validates and executes an operation. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Operation enter() {
        return Operation.start();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Operation operation,
            @Advice.Return @Nullable CompletableFuture<ExecutionResult> result,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (operation != null) {
            operation.returned(result, thrown);
        }
    }
}
