// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import io.lettuce.core.RedisChannelHandler;
import java.util.Collection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a connection that takes several commands at once: a pipeline. */
final class DispatchAllAdvice {
    private DispatchAllAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This RedisChannelHandler<?, ?> connection, @Advice.Argument(0) Collection<?> commands) {
        LettuceCalls.startAll(connection, commands);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Collection<?> commands, @Advice.Thrown @Nullable Throwable thrown) {
        if (thrown != null) {
            LettuceCalls.failedAll(commands, thrown);
        }
    }
}
