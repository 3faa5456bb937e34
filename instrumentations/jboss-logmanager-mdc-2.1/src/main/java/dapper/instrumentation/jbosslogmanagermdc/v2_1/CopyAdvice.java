// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jbosslogmanagermdc.v2_1;

import net.bytebuddy.asm.Advice;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Woven into {@code copyMdc}: its first call copies the MDC of the running thread into the record. A handler that hands
 * records to another thread makes that call before, so the ids belong to the thread to which the MDC belongs.
 */
final class CopyAdvice {
    private CopyAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.FieldValue("mdcCopy") @Nullable Object copy) {
        return copy == null;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This ExtLogRecord record, @Advice.Enter boolean first) {
        if (first) {
            RecordIds.addTo(record);
        }
    }
}
