// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jbosslogmanagermdc.v2_1;

import net.bytebuddy.asm.Advice;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/** Woven into {@code getMdcCopy}, which copies the MDC by itself if nothing has before. */
final class ReadCopyAdvice {
    private ReadCopyAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This ExtLogRecord record, @Advice.FieldValue("mdcCopy") @Nullable Object copy) {
        if (copy == null) {
            record.copyMdc();
        }
    }
}
