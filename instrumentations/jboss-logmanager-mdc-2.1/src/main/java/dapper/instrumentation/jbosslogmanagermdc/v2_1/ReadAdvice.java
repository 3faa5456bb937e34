// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jbosslogmanagermdc.v2_1;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code getMdc}, which reads the MDC of the running thread until the record has a copy. */
final class ReadAdvice {
    private ReadAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Argument(0) String key,
            @Advice.FieldValue("mdcCopy") @Nullable Object copy,
            @Advice.Return(readOnly = false) @Nullable String value) {
        if (value == null && copy == null) {
            value = RecordIds.value(key);
        }
    }
}
