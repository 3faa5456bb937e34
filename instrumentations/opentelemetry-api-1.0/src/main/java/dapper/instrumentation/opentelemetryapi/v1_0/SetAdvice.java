// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.OpenTelemetry;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code GlobalOpenTelemetry.set}. */
final class SetAdvice {
    private SetAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) @Nullable OpenTelemetry telemetry) {
        telemetry = GlobalTelemetry.set(telemetry);
    }
}
