// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import java.util.List;
import net.bytebuddy.asm.Advice;

/** Woven into the method of {@code ConsumerRecords} for the records of one partition. */
final class PartitionAdvice {
    private PartitionAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object records, @Advice.Return(readOnly = false) List<?> ofPartition) {
        ofPartition = ConsumedRecords.ofPartition(records, ofPartition);
    }
}
