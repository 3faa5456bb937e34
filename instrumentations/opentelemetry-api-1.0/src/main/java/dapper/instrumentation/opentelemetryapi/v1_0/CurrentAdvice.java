// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.context.Context;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code ThreadLocalContextStorage.current}. */
final class CurrentAdvice {
    private CurrentAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static @Nullable Context enter() {
        return ThreadContexts.current();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Context current, @Advice.Return(readOnly = false) @Nullable Context returned) {
        if (current != null) {
            returned = current;
        }
    }
}
