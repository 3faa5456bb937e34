// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;

/** Woven into the constructor of consumers that all others call. */
final class NewConsumerAdvice {
    private NewConsumerAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object consumer, @Advice.Argument(0) Object config) {
        ConsumedRecords.newConsumer(consumer, config);
    }
}
