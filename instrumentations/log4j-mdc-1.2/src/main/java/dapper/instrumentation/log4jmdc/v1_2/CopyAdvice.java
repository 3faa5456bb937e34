// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import java.util.Hashtable;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into {@code getMDCCopy}: its first call copies the MDC of the running thread into the event. An appender that
 * passes events to another thread makes that call before, on the thread that logs.
 */
final class CopyAdvice {
    private CopyAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.FieldValue("mdcCopyLookupRequired") boolean first) {
        return first;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean first,
            @Advice.FieldValue(value = "mdcCopy", readOnly = false) @Nullable Hashtable<Object, Object> copy) {
        if (first) {
            copy = EventMdc.withIds(copy);
        }
    }
}
