// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.BodyReader;
import dapper.collector.pipeline.CollectorMetrics;
import dapper.collector.pipeline.Pipeline;
import dapper.collector.sampling.ConsistentSampler;
import dapper.otlp.decode.OtlpDecoder;
import dapper.otlp.decode.SpanLimits;
import dapper.storage.SpanWriter;
import dapper.storage.Tenant;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Spans a second that one thread processes in the collector without sockets and storage: admitted, decoded, validated,
 * sampled, grouped by trace. Takes about a minute. It uses the thread's CPU time, so that other work on the machine has
 * little effect; garbage collection and compilation are not included.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * taskset -c 0 java -Xmx512m -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.CollectorThroughput
 * </pre>
 *
 * <p>512 spans a request, 8 a trace, 8 attributes a span of which half are the same everywhere and half never the same.
 */
public final class CollectorThroughput {
    private static final int REQUESTS = 64;
    private static final int TRACES_PER_REQUEST = 64;
    private static final int SPANS_PER_TRACE = 8;
    private static final long ROUND_CPU_NANOS = 3_000_000_000L;
    private static final int ROUNDS = 5;

    private CollectorThroughput() {}

    public static void main(String[] arguments) {
        List<byte[]> requests = requests();
        long bytes = requests.stream().mapToLong(request -> request.length).sum();
        long spans = (long) REQUESTS * TRACES_PER_REQUEST * SPANS_PER_TRACE;
        System.out.printf(
                Locale.ROOT, "%d spans a request, %d bytes a span on the wire%n", spans / REQUESTS, bytes / spans);
        measure("generated messages only", requests, CollectorThroughput::parseGenerated);
        measure("pipeline, c = 1", requests, pipeline(1));
        measure("pipeline, c = 0.1", requests, pipeline(0.1));
    }

    private static void measure(String what, List<byte[]> requests, Target target) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 1; round <= ROUNDS; round++) {
            long allocatedBefore = thread.getCurrentThreadAllocatedBytes();
            long cpuBefore = thread.getCurrentThreadCpuTime();
            long cpu = 0;
            long spans = 0;
            for (int i = 0; cpu < ROUND_CPU_NANOS; i++) {
                target.take(requests.get(i % REQUESTS));
                spans += TRACES_PER_REQUEST * SPANS_PER_TRACE;
                cpu = thread.getCurrentThreadCpuTime() - cpuBefore;
            }
            if (round > 2) {
                System.out.printf(
                        Locale.ROOT,
                        "%-24s %,10.0f spans/s of CPU, %6.0f ns and %5d bytes allocated a span%n",
                        what,
                        spans / (cpu / 1e9),
                        (double) cpu / spans,
                        (thread.getCurrentThreadAllocatedBytes() - allocatedBefore) / spans);
            }
        }
    }

    /** The cost of a receiver that lets protobuf build its messages, before any use of them. */
    private static void parseGenerated(byte[] request) {
        try {
            if (ExportTraceServiceRequest.parseFrom(request).getResourceSpansCount() != 1) {
                throw new IllegalStateException("not the request that was made");
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Target pipeline(double coefficient) {
        SpanWriter nowhere = (traceId, spans) -> CompletableFuture.completedStage(null);
        Admission admission = new Admission(100_000_000);
        BodyReader reader = new BodyReader(64 * 1024 * 1024);
        Pipeline pipeline = Pipeline.create(
                new OtlpDecoder(SpanLimits.DEFAULT),
                new ConsistentSampler(coefficient),
                tenant -> nowhere,
                Duration.ofSeconds(10),
                new CollectorMetrics(admission, new PrometheusRegistry()));
        return request -> pipeline.accept(
                        Tenant.DEFAULT,
                        reader.read(new ByteArrayInputStream(request), Body.Encoding.PROTOBUF, admission.open()))
                .toCompletableFuture()
                .join();
    }

    private static List<byte[]> requests() {
        Random random = new Random(1);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            ScopeSpans.Builder spans = ScopeSpans.newBuilder();
            for (int trace = 0; trace < TRACES_PER_REQUEST; trace++) {
                addTrace(spans, random);
            }
            requests.add(ExportTraceServiceRequest.newBuilder()
                    .addResourceSpans(ResourceSpans.newBuilder()
                            .setResource(Resource.newBuilder()
                                    .addAttributes(text("service.name", "orders"))
                                    .addAttributes(text("host.name", "orders-7d4f9c")))
                            .addScopeSpans(spans))
                    .build()
                    .toByteArray());
        }
        return requests;
    }

    private static void addTrace(ScopeSpans.Builder spans, Random random) {
        ByteString traceId = ByteString.copyFrom(ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .flip());
        long start = System.currentTimeMillis() * 1_000_000L - random.nextInt(1_000_000_000);
        for (int i = 1; i <= SPANS_PER_TRACE; i++) {
            spans.addSpans(Span.newBuilder()
                    .setTraceId(traceId)
                    .setSpanId(id(i))
                    .setParentSpanId(i == 1 ? ByteString.EMPTY : id(i - 1))
                    .setTraceState("ot=th:0")
                    .setName("GET /orders/{id}")
                    .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                    .setFlags(0x103)
                    .setStartTimeUnixNano(start + i)
                    .setEndTimeUnixNano(start + 1_000_000)
                    .addAttributes(text("http.request.method", "GET"))
                    .addAttributes(text("http.route", "/orders/{id}"))
                    .addAttributes(text("url.scheme", "https"))
                    .addAttributes(number("http.response.status_code", 200))
                    .addAttributes(text("url.path", "/orders/" + random.nextInt(1_000_000)))
                    .addAttributes(text("client.address", "10.0." + random.nextInt(256) + "." + random.nextInt(256)))
                    .addAttributes(text("user.id", Long.toHexString(random.nextLong())))
                    .addAttributes(number("db.rows", random.nextInt(100_000))));
        }
    }

    private static ByteString id(long id) {
        return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    /** The measured operation. */
    @FunctionalInterface
    private interface Target {
        void take(byte[] request);
    }
}
