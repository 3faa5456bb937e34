// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import net.bytebuddy.asm.Advice;

/** Woven into {@code addSpanProcessor} of the SDK. */
final class SpanProcessorAdvice {
    private SpanProcessorAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
        OwnSdk.found();
    }
}
