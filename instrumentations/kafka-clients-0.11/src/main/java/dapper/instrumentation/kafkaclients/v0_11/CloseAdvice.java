// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;

/** Woven into {@code close}: the loop over the records of the last poll is over. */
final class CloseAdvice {
    private CloseAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object consumer) {
        ConsumedRecords.endLoops(consumer);
    }
}
