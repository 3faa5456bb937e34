// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import net.bytebuddy.asm.Advice;
import org.redisson.client.RedisConnection;
import org.redisson.command.CommandBatchService;

/** Woven into the method that sends the commands of a batch that go to one server. */
final class SendBatchAdvice {
    private SendBatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.Argument(1) RedisConnection connection,
            @Advice.FieldValue("entry") CommandBatchService.Entry entry) {
        RedissonBatch.sending(entry, connection);
    }
}
