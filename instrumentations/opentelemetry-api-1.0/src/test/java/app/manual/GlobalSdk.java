// SPDX-License-Identifier: Apache-2.0
package app.manual;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** An application that has made its SDK the global one. Its tracer has no span processor. */
@SuppressWarnings("try") // a scope is only closed
public final class GlobalSdk implements Runnable {
    @Override
    public void run() {
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(Sampler.alwaysOn())
                        .build())
                .build();
        GlobalOpenTelemetry.set(sdk);
        check(GlobalOpenTelemetry.getTracer("app").getClass().getName().startsWith("io.opentelemetry.sdk."), "tracer");
        check(Context.current() == Context.root(), "context");
        Span span = GlobalOpenTelemetry.getTracer("app").spanBuilder("own").startSpan();
        try (Scope scope = span.makeCurrent()) {
            check(Span.current() == span, "span");
        }
        check(!Span.current().getSpanContext().isValid(), "closed");
        span.end();
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
