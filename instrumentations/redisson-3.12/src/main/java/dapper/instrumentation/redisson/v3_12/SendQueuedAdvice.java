// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.redisson.client.RedisConnection;

/** Woven into the method that sends a command of a batch before the batch is executed. */
final class SendQueuedAdvice {
    private SendQueuedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.Argument(1) RedisConnection connection, @Advice.FieldValue("commands") Map<?, ?> commands) {
        RedissonBatch.sendingQueued(commands, connection);
    }
}
