// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Woven into the method that makes a record with a readable key and value of one that the consumer returned. */
final class DeserializeAdvice {
    private DeserializeAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(1) ConsumerRecord<?, ?> raw, @Advice.Return @Nullable ConsumerRecord<?, ?> made) {
        if (made != null) {
            Streaming.keepHeaders(raw, made);
        }
    }
}
