// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.otlp.testing.Requests;
import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an OTLP sender to the rows of a real Cassandra and back. */
@Timeout(300)
@ExtendWith(EmbeddedCassandraExtension.class)
class CollectorOnCassandraTest {
    private final CassandraConfig config;
    private final CassandraStorage storage;
    private final Collector collector;

    CollectorOnCassandraTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.storage = storage;
        this.collector = Collectors.start(storage.writer(), "sampling.coefficient", "0.5");
    }

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void findsWhatWasAcknowledgedOverHttpWithItsThreshold() throws Exception {
        TraceId traceId = new TraceId(0x5b8efff798038103L, 0xff80_0000_0000_0001L);

        int status = HttpClients.post(
                        collector,
                        "application/x-protobuf",
                        request(
                                        span(traceId, 2).setTraceState("ot=th:0"),
                                        span(traceId, 3).setParentSpanId(Requests.bytes(2)))
                                .toByteArray())
                .statusCode();

        assertThat(status).isEqualTo(200);
        List<Span> spans = storage.reader().trace(traceId).orElseThrow().spans();
        assertThat(spans).extracting(Span::spanId).containsExactlyInAnyOrder(2L, 3L);
        assertThat(spans).filteredOn(span -> span.spanId() == 2).singleElement().satisfies(span -> {
            assertThat(span.traceState()).isEqualTo("ot=th:8");
            assertThat(span.name()).isEqualTo("GET /orders");
            assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
            assertThat(span.startUnixNanos()).isEqualTo(Requests.START);
            assertThat(span.durationNanos()).isEqualTo(1_000_000);
            assertThat(span.resource().attributes()).isEqualTo(Attributes.ofFlat("service.name", "orders"));
        });
    }

    @Test
    void storesARequestOfMoreTracesAndLargerSpansThanStorageTakesAtATime() throws Exception {
        long kept = 0x00ff_ffff_ffff_0000L;
        List<io.opentelemetry.proto.trace.v1.Span> spans = new ArrayList<>();
        for (int i = 1; i <= 600; i++) {
            spans.add(span(new TraceId(77, kept + i), i)
                    .addAttributes(text("n", "x".repeat(i % 200 == 0 ? 2_000_000 : 10)))
                    .build());
        }
        CassandraConfig narrow = config.toBuilder().maxInFlight(4, 1 << 20).build();

        try (CassandraStorage limited = CassandraStorage.open(narrow);
                Collector large = Collectors.start(limited.writer(), "limits.value-length", "1048576")) {
            assertThat(HttpClients.post(
                                    large,
                                    "application/x-protobuf",
                                    request(spans).toByteArray())
                            .statusCode())
                    .isEqualTo(200);
        }

        for (int i = 1; i <= 600; i++) {
            assertThat(storage.reader().trace(new TraceId(77, kept + i))).isPresent();
        }
    }

    /** One request of 20,000 traces: ten seconds of work at 2,000 writes a second. */
    @Test
    void servesSmallRequestsWhileALargeOneIsWritten() throws Exception {
        long kept = 0x00ff_ffff_ffff_0000L;
        List<io.opentelemetry.proto.trace.v1.Span> spans = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            spans.add(span(new TraceId(78, kept + i), i).build());
        }
        byte[] large = request(spans).toByteArray();
        CompletableFuture<Integer> largeAnswer =
                CompletableFuture.supplyAsync(() -> HttpClients.status(collector, "application/x-protobuf", large));
        while (HttpClients.metric(collector, "dapper_collector_spans_in_flight") < 10_000) {
            assertThat(largeAnswer).isNotDone();
        }

        int served = 0;
        while (!largeAnswer.isDone()) {
            byte[] small = request(span(new TraceId(79, kept + served), 1)).toByteArray();
            assertThat(HttpClients.post(collector, "application/x-protobuf", small)
                            .statusCode())
                    .isEqualTo(200);
            served++;
        }

        // One that waited for the large request would be the only one.
        assertThat(served).as("small requests served in between").isGreaterThan(3);
        assertThat(largeAnswer.get()).isEqualTo(200);
    }

    @Test
    void storesTheGoodSpansOfARequestWithSpansThatCassandraCanNeverTake() throws Exception {
        TraceId traceId = new TraceId(80, 0x00ff_ffff_ffff_0001L);
        ExportTraceServiceRequest request = request(span(traceId, 1)).toBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "s".repeat(70_000))))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span(traceId, 2))))
                .build();

        try (Collector long100 = Collectors.start(storage.writer(), "limits.value-length", "100000")) {
            HttpResponse<byte[]> answer = HttpClients.post(long100, "application/x-protobuf", request.toByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                            .getPartialSuccess()
                            .getErrorMessage())
                    .isEqualTo("1 of 2 spans rejected: 1 that storage refused"
                            + " (the service name has more than 65000 bytes)");
            assertThat(HttpClients.metric(long100, "dapper_collector_spans_failed_total{reason=\"refused\"}"))
                    .isEqualTo(1);
        }
        assertThat(storage.reader().trace(traceId).orElseThrow().spans())
                .extracting(Span::spanId)
                .containsExactly(1L);
    }

    @Test
    void keepsSpansOfOneIdThatDifferHoweverOftenTheyAreSent() throws Exception {
        TraceId traceId = new TraceId(5, 0x00ff_ffff_ffff_ffffL);
        ExportTraceServiceRequest both =
                request(span(traceId, 2).setName("one"), span(traceId, 2).setName("two"));
        ExportTraceServiceRequest ofAnother = both.toBuilder()
                .setResourceSpans(
                        0,
                        both.getResourceSpans(0).toBuilder()
                                .setResource(Resource.newBuilder().addAttributes(text("service.name", "stock"))))
                .build();

        for (ExportTraceServiceRequest request : List.of(both, ofAnother, both, ofAnother)) {
            assertThat(HttpClients.post(collector, "application/x-protobuf", request.toByteArray())
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(storage.reader().trace(traceId).orElseThrow().spans())
                .extracting(span -> span.serviceName() + " " + span.name())
                .containsExactlyInAnyOrder("orders one", "orders two", "stock one", "stock two");
    }

    @Test
    void storesWholeTracesOrNoneAndRetriesMakeNoDuplicates() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
        Random random = new Random(5);
        List<TraceId> traceIds = new ArrayList<>();
        List<io.opentelemetry.proto.trace.v1.Span> first = new ArrayList<>();
        List<io.opentelemetry.proto.trace.v1.Span> second = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TraceId traceId = new TraceId(random.nextLong(), random.nextLong());
            traceIds.add(traceId);
            for (int spanId = 1; spanId <= 4; spanId++) {
                (spanId % 2 == 0 ? first : second)
                        .add(span(traceId, spanId)
                                .addAttributes(text("n", "" + spanId))
                                .build());
            }
        }
        ExportTraceServiceRequest firstHalf = request(first);
        for (ExportTraceServiceRequest request : List.of(firstHalf, request(second), firstHalf)) {
            assertThat(TraceServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(60, TimeUnit.SECONDS)
                            .withCompression("gzip")
                            .export(request))
                    .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        }
        channel.shutdownNow();

        int kept = 0;
        for (TraceId traceId : traceIds) {
            boolean expected = traceId.randomness() >= 1L << 55;
            var trace = storage.reader().trace(traceId);
            assertThat(trace.isPresent()).as("%s", traceId).isEqualTo(expected);
            if (expected) {
                kept++;
                assertThat(trace.get().spans()).extracting(Span::spanId).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
            }
        }
        assertThat(kept).isBetween(8, 32);
    }
}
