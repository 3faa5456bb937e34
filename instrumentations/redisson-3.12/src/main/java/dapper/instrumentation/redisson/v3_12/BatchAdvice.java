// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the method that executes a batch. */
final class BatchAdvice {
    private BatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable RedissonBatch enter(@Advice.FieldValue("commands") Map<?, ?> commands) {
        return RedissonBatch.start(commands);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable RedissonBatch batch,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object future,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (batch != null) {
            batch.started(future, thrown);
        }
    }
}
