// SPDX-License-Identifier: Apache-2.0
package app.manual;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** An application that passes its SDK on and sets nothing global. */
@SuppressWarnings("try") // a scope is only closed
public final class InjectedSdk implements Runnable {
    @Override
    public void run() {
        Exporter exporter = new Exporter();
        OpenTelemetry sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
        GlobalSdk.check(Context.current() == Context.root(), "context");
        Span span = sdk.getTracer("app").spanBuilder("own").startSpan();
        GlobalSdk.check(span instanceof ReadableSpan, "span of the SDK");
        try (Scope scope = span.makeCurrent()) {
            sdk.getTracer("app").spanBuilder("child").startSpan().end();
        }
        span.end();
        GlobalSdk.check(exporter.spans.size() == 2, "both spans are exported");
        GlobalSdk.check(exporter.spans.get(1).getParentSpanId().equals(SpanId.getInvalid()), "root");
        GlobalSdk.check(
                exporter.spans
                        .get(0)
                        .getParentSpanId()
                        .equals(span.getSpanContext().getSpanId()),
                "child");
    }

    private static final class Exporter implements SpanExporter {
        final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            this.spans.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
