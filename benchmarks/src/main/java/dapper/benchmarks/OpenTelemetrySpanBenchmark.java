// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The same work as {@link SpanBenchmark} with the OpenTelemetry SDK, its batch processor and an exporter that does nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OpenTelemetrySpanBenchmark {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    /** Keeps every trace. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Sampled {
        private final SdkTracerProvider provider = provider(Sampler.parentBased(Sampler.alwaysOn()));
        private final Tracer tracer = provider.get("benchmark");

        @TearDown
        public void stop() {
            provider.close();
        }
    }

    /** Keeps none. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Unsampled {
        private final SdkTracerProvider provider = provider(Sampler.parentBased(Sampler.alwaysOff()));
        private final Tracer tracer = provider.get("benchmark");

        @TearDown
        public void stop() {
            provider.close();
        }
    }

    private static SdkTracerProvider provider(Sampler sampler) {
        return SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(BatchSpanProcessor.builder(new NoopExporter())
                        .setMaxQueueSize(16_384)
                        .build())
                .build();
    }

    private static void describe(Span span) {
        span.setAttribute(METHOD, "GET")
                .setAttribute(PATH, "/cart")
                .setAttribute(ADDRESS, "shop.example")
                .setAttribute(PORT, Long.valueOf(8080))
                .setAttribute(STATUS, Long.valueOf(200))
                .end();
    }

    @SuppressWarnings("try") // scopes only need to be closed
    private static void root(Tracer tracer, int children) {
        Span root = tracer.spanBuilder("GET /cart")
                .setSpanKind(SpanKind.SERVER)
                .setNoParent()
                .startSpan();
        try (Scope ignored = root.makeCurrent()) {
            for (int i = 0; i < children; i++) {
                Span call = tracer.spanBuilder("SELECT cart")
                        .setSpanKind(SpanKind.CLIENT)
                        .startSpan();
                try (Scope inner = call.makeCurrent()) {
                    describe(call);
                }
            }
        }
        describe(root);
    }

    @Benchmark
    public void rootSpan(Sampled state) {
        root(state.tracer, 0);
    }

    /** A request of eight spans; the figure is for one of them. */
    @Benchmark
    @OperationsPerInvocation(8)
    public void spanOfEight(Sampled state) {
        root(state.tracer, 7);
    }

    @Benchmark
    public void unsampledRoot(Unsampled state) {
        root(state.tracer, 0);
    }

    @Benchmark
    @OperationsPerInvocation(8)
    public void unsampledOfEight(Unsampled state) {
        root(state.tracer, 7);
    }

    private static final class NoopExporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
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
