// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import net.bytebuddy.asm.Advice;

/** Woven into the methods that return the global object, before any tracer builder can be needed. */
final class BuilderAdvice {
    private BuilderAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
        BuildingTracerProvider.install();
    }
}
