// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.OpenTelemetry;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into {@code GlobalOpenTelemetry.getOrNoop}. */
final class GetOrNoopAdvice {
    private GetOrNoopAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue(value = "globalOpenTelemetry", typing = Assigner.Typing.DYNAMIC) @Nullable Object global,
            @Advice.Return(readOnly = false) OpenTelemetry returned) {
        returned = GlobalTelemetry.orAgent(global, returned);
    }
}
