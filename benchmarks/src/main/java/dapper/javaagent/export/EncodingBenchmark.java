// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Limits;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.resource.ResourceDetector;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A batch of 512 spans with five attributes each, from objects to the bytes of a request; per span. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EncodingBenchmark.SPANS)
public class EncodingBenchmark {
    static final int SPANS = 512;

    private final List<Span> spans = new ArrayList<>();
    private final List<SpanData> openTelemetrySpans = new ArrayList<>();
    private final SpansRequest batch = new SpansRequest(ResourceDetector.detect(AgentConfig.load(null)), "1");

    @Setup
    public void record() {
        Tracer.install(new Everything(), spans::add, Limits.DEFAULT);
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Collector(openTelemetrySpans)))
                .build()) {
            for (int i = 0; i < SPANS; i++) {
                Objects.requireNonNull((Span) Tracer.startLocalRoot(null, "GET /cart", SpanKind.SERVER, null, "/cart"))
                        .set(AttributeKey.of("http.request.method"), "GET")
                        .set(AttributeKey.of("url.path"), "/cart/" + i)
                        .set(AttributeKey.of("server.address"), "shop.example")
                        .set(AttributeKey.of("server.port"), 8080)
                        .set(AttributeKey.of("http.response.status_code"), 200)
                        .end();
                provider.get("benchmark")
                        .spanBuilder("GET /cart")
                        .startSpan()
                        .setAllAttributes(Attributes.builder()
                                .put("http.request.method", "GET")
                                .put("url.path", "/cart/" + i)
                                .put("server.address", "shop.example")
                                .put("server.port", 8080)
                                .put("http.response.status_code", 200)
                                .build())
                        .end();
            }
        }
    }

    @Benchmark
    public int dapper() throws IOException {
        batch.clear();
        for (Span span : spans) {
            batch.add(span);
        }
        batch.finish();
        batch.writeTo(OutputStream.nullOutputStream(), 0);
        return batch.length();
    }

    @Benchmark
    public int openTelemetry() throws IOException {
        TraceRequestMarshaler marshaler = TraceRequestMarshaler.create(openTelemetrySpans);
        marshaler.writeBinaryTo(OutputStream.nullOutputStream());
        return marshaler.getBinarySerializedSize();
    }

    private static final class Everything implements Sampler {
        @Override
        public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
            return 0;
        }

        @Override
        public boolean followsParent() {
            return true;
        }
    }

    private record Collector(List<SpanData> into) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            into.addAll(spans);
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
