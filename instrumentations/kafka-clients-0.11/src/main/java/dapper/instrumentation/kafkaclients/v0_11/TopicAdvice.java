// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;

/** Woven into the method of {@code ConsumerRecords} for the records of one topic. */
final class TopicAdvice {
    private TopicAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object records, @Advice.Return(readOnly = false) Iterable<?> ofTopic) {
        ofTopic = ConsumedRecords.ofTopic(records, ofTopic);
    }
}
