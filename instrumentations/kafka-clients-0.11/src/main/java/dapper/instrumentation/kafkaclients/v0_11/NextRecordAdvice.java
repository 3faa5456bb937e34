// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import org.apache.kafka.streams.processor.internals.StampedRecord;
import org.jspecify.annotations.Nullable;

/** Woven into the choice of the record that a task processes next. */
final class NextRecordAdvice {
    private NextRecordAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return @Nullable StampedRecord record) {
        if (record != null) {
            Streaming.next(record, record.value);
        }
    }
}
