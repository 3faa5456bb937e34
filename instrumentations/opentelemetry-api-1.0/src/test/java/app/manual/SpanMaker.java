// SPDX-License-Identifier: Apache-2.0
package app.manual;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/** An application that makes spans by hand. */
@SuppressWarnings("try") // a scope is only closed
public final class SpanMaker implements Runnable {
    private static final ContextKey<Object> KEY = ContextKey.named("key");

    @Override
    public void run() {
        Tracer tracer = GlobalOpenTelemetry.getTracer("app");
        Span span = tracer.spanBuilder("made").startSpan();
        try (Scope scope = Context.current().with(span).with(KEY, new Object()).makeCurrent()) {
            tracer.spanBuilder("inside made").startSpan().end();
        } finally {
            span.end();
        }
    }
}
