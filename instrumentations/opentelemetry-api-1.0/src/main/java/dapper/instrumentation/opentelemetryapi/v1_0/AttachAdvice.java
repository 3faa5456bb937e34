// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code ThreadLocalContextStorage.attach}. */
final class AttachAdvice {
    private AttachAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static @Nullable Scope enter(@Advice.Argument(0) @Nullable Context context) {
        return ThreadContexts.attach(context);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Scope scope, @Advice.Return(readOnly = false) @Nullable Scope returned) {
        if (scope != null) {
            returned = scope;
        }
    }
}
