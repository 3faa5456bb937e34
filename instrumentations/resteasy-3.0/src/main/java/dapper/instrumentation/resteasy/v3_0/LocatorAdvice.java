// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.resteasy.v3_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code ResourceLocatorInvoker.invokeOnTargetObject}, which calls the resource that a locator has found. */
final class LocatorAdvice {
    private LocatorAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue("method") Object locator) {
        return RestEasyRoutes.enter(locator);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object outer) {
        if (outer != null) {
            RestEasyRoutes.leave(outer);
        }
    }
}
