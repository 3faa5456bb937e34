// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** Woven into {@code poll}: the loop over the records of the last one is over. */
final class PollAdvice {
    private PollAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@Advice.This Object consumer) {
        return ConsumedRecords.beginPoll(consumer);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Object consumer,
            @Advice.Enter long startTicks,
            @Advice.Return @Nullable ConsumerRecords<?, ?> records) {
        if (records != null) {
            ConsumedRecords.endPoll(consumer, records, startTicks);
        }
    }
}
