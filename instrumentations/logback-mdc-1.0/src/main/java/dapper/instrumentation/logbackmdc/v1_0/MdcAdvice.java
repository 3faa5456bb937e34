// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.logbackmdc.v1_0;

import dapper.bootstrap.logging.LogIds;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into {@code getMDCPropertyMap}: its first call copies the MDC of the running thread into the event, which keeps
 * it. An appender that hands events to another thread calls {@code prepareForDeferredProcessing} before, which makes
 * that call. So the ids belong to the thread to which the MDC belongs, and an event whose MDC nobody reads costs
 * nothing.
 */
final class MdcAdvice {
    private MdcAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.FieldValue("mdcPropertyMap") @Nullable Map<String, String> copy) {
        return copy == null;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean first,
            @Advice.FieldValue(value = "mdcPropertyMap", readOnly = false) @Nullable Map<String, String> copy,
            @Advice.Return(readOnly = false) @Nullable Map<String, String> returned) {
        if (first) {
            returned = LogIds.addTo(returned);
            copy = returned;
        }
    }
}
