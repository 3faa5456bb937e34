// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import java.util.Iterator;
import net.bytebuddy.asm.Advice;

/** Woven into {@code ConsumerRecords.iterator}, which loops, {@code forEach} and streams call. */
final class IteratorAdvice {
    private IteratorAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object records, @Advice.Return(readOnly = false) Iterator<?> iterator) {
        iterator = ConsumedRecords.iterator(records, iterator);
    }
}
