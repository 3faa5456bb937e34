// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/** Woven into {@code injectContextData}, whose result becomes the context data of an event. */
final class InjectAdvice {
    private InjectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Argument(1) @Nullable StringMap ofEvent,
            @Advice.Return(readOnly = false) @Nullable StringMap contextData) {
        contextData = ContextData.withIds(contextData, ofEvent);
    }
}
