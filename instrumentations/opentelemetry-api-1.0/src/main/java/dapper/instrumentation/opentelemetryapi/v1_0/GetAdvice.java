// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.OpenTelemetry;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into {@code GlobalOpenTelemetry.get}. */
final class GetAdvice {
    private GetAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(
            @Advice.FieldValue(value = "globalOpenTelemetry", typing = Assigner.Typing.DYNAMIC) @Nullable
                    Object global) {
        return GlobalTelemetry.beginGet(global);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean began, @Advice.Return(readOnly = false) @Nullable OpenTelemetry returned) {
        if (began) {
            returned = GlobalTelemetry.endGet(returned);
        }
    }
}
