// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import static dapper.collector.HttpClients.metric;
import static dapper.collector.HttpClients.postTo;
import static dapper.collector.calls.CallRequests.SECOND;
import static dapper.collector.calls.CallRequests.T0;
import static dapper.collector.calls.CallRequests.attributes;
import static dapper.collector.calls.CallRequests.exemplar;
import static dapper.collector.calls.CallRequests.explicit;
import static dapper.collector.calls.CallRequests.explicitPoint;
import static dapper.collector.calls.CallRequests.exponential;
import static dapper.collector.calls.CallRequests.exponentialPoint;
import static dapper.collector.calls.CallRequests.request;
import static dapper.collector.calls.CallRequests.shop;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.collector.RecordingCalls;
import dapper.collector.RecordingWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counted calls on their way through a running collector. */
@Timeout(180)
class CountedCallsTest {
    private final RecordingCalls storage = new RecordingCalls();
    private final Collector collector = Collectors.start(new RecordingWriter(), storage, "write-timeout", "2s");
    private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
            .usePlaintext()
            .build();

    @AfterEach
    void close() {
        channel.shutdownNow();
        collector.close();
    }

    private ExportMetricsServiceResponse export(ExportMetricsServiceRequest request) {
        return MetricsServiceGrpc.newBlockingStub(channel).export(request);
    }

    private static Metric ofAgent() {
        return exponential(
                "http.server.request.duration",
                exponentialPoint(3, -20, 3L, 0L, 2L)
                        .setZeroCount(1)
                        .setCount(6)
                        .setSum(1.5)
                        .setMin(0)
                        .setMax(0.2)
                        .addExemplars(exemplar(0.19))
                        .addAllAttributes(attributes(
                                "dapper.operation",
                                "GET /cart/{id}",
                                "http.request.method",
                                "GET",
                                "http.response.status_code",
                                "200"))
                        .build(),
                exponentialPoint(3, -8, 1L)
                        .addAllAttributes(attributes(
                                "http.request.method",
                                "GET",
                                "http.route",
                                "/cart/{id}",
                                "http.response.status_code",
                                "500",
                                "error.type",
                                "500"))
                        .build());
    }

    private static String text(CallSeries series) {
        return series.durations().toString();
    }

    @Test
    void storesWhatOurAgentCounts() throws Exception {
        assertThat(export(request(shop(), ofAgent()))).isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());

        CallReport report = storage.reports().get(0);
        assertThat(storage.reports()).hasSize(1);
        assertThat(report.process()).isEqualTo(new ServiceProcess("shop", "i-1", "7", "java", "dapper 0.1"));
        assertThat(report.startUnixNanos()).isEqualTo(T0);
        assertThat(report.endUnixNanos()).isEqualTo(T0 + 10 * SECOND);
        CallKey ok = new CallKey(CallKind.HTTP_SERVER, "GET /cart/{id}", "", "200", "");
        CallKey failed = new CallKey(CallKind.HTTP_SERVER, "GET /cart/{id}", "", "500", "500");
        assertThat(report.series()).containsOnlyKeys(ok, failed);
        assertThat(text(report.series().get(ok))).isEqualTo("sum=1500000000 min=0 max=200000000 -240:1 -20:3 -18:2");
        assertThat(report.series().get(ok).exemplars())
                .containsExactly(new CallExemplar(new TraceId(1, 2), 3, T0 + SECOND, 190_000_000));
        assertThat(report.series().get(failed).durations().count()).isEqualTo(1);
        assertThat(metric(collector, "dapper_collector_call_series_received_total"))
                .isEqualTo(2);
        assertThat(metric(collector, "dapper_collector_call_series_settled_total{result=\"written\"}"))
                .isEqualTo(2);
    }

    @Test
    void takesThemOverHttpToo() throws Exception {
        assertThat(postTo(
                                collector,
                                "/v1/metrics",
                                "application/x-protobuf",
                                request(shop(), ofAgent()).toByteArray())
                        .statusCode())
                .isEqualTo(200);
        assertThat(storage.reports()).hasSize(1);
    }

    @Test
    void convertsOtherHistograms() throws Exception {
        export(request(
                shop(),
                // Scale 5 to 3: four buckets each become one.
                exponential(
                        "rpc.client.call.duration",
                        exponentialPoint(5, 4, 1L, 1L, 1L, 1L, 5L)
                                .addAllAttributes(
                                        attributes("rpc.method", "a.B/C", "server.address", "h", "server.port", "1"))
                                .build()),
                // Scale 0: one bucket becomes eight.
                exponential(
                        "dapper.job.duration",
                        exponentialPoint(0, 0, 800L)
                                .addAllAttributes(attributes("dapper.operation", "nightly"))
                                .build()),
                explicit(
                        "db.client.operation.duration",
                        "ms",
                        AGGREGATION_TEMPORALITY_DELTA,
                        explicitPoint(List.of(5.0, 10.0, 1000.0), 7L, 0L, 2L, 1L)
                                .setSum(3100)
                                .setMax(1500)
                                .addAllAttributes(attributes(
                                        "db.system.name",
                                        "postgresql",
                                        "db.namespace",
                                        "shop",
                                        "db.query.summary",
                                        "SELECT orders"))
                                .build())));

        CallSeries rpc = series(new CallKey(CallKind.RPC_CLIENT, "a.B/C", "h:1", "", ""));
        assertThat(text(rpc)).endsWith(" 1:4 2:5");
        CallSeries job = series(new CallKey(CallKind.JOB, "nightly", "", "", ""));
        assertThat(job.durations().count()).isEqualTo(800);
        assertThat(job.durations().minNanos()).isEqualTo(SECOND);
        assertThat(job.durations().maxNanos()).isEqualTo(2 * SECOND);
        assertThat(job.durations().quantileNanos(0.5)).isBetween(1.4e9, 1.6e9);
        CallSeries query = series(new CallKey(CallKind.DATABASE, "SELECT orders", "postgresql shop", "", ""));
        assertThat(query.durations().count()).isEqualTo(10);
        assertThat(query.durations().sumNanos()).isEqualTo(3_100_000_000L);
        assertThat(query.durations().maxNanos()).isEqualTo(1_500_000_000L);
        assertThat(query.durations().countUpTo(0.0052)).isBetween(6.9, 7.1);
    }

    private CallSeries series(CallKey key) {
        return storage.reports().stream()
                .filter(report -> report.series().containsKey(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not in " + storage.reports()))
                .series()
                .get(key);
    }

    @Test
    void rejectsPointsThatContradictThemselvesAndStoresTheOthers() throws Exception {
        ExportMetricsServiceResponse answer = export(request(
                shop(),
                ofAgent(),
                exponential(
                        "http.server.request.duration",
                        exponentialPoint(3, 0, 1L).setCount(2).build(),
                        exponentialPoint(3, 0, -1L).build(),
                        exponentialPoint(30, 0, 1L).build(),
                        exponentialPoint(3, 0, 1L).setStartTimeUnixNano(0).build(),
                        exponentialPoint(3, 0, 1L).setTimeUnixNano(T0).build(),
                        exponentialPoint(3, 0, Long.MAX_VALUE).build(),
                        exponentialPoint(3, 0, 1L)
                                .setStartTimeUnixNano(T0 - 50 * 3600 * SECOND)
                                .setTimeUnixNano(T0 - 50 * 3600 * SECOND + 1)
                                .build(),
                        exponentialPoint(3, 0, 1L)
                                .setStartTimeUnixNano(T0 + 3600 * SECOND)
                                .setTimeUnixNano(T0 + 3601 * SECOND)
                                .build()),
                explicit(
                        "http.client.request.duration",
                        "s",
                        AGGREGATION_TEMPORALITY_DELTA,
                        explicitPoint(List.of(2.0, 1.0), 1L, 1L, 1L).build(),
                        explicitPoint(List.of(1.0), 1L).build(),
                        explicitPoint(List.of(Double.NaN), 1L, 1L).build()),
                explicit(
                        "http.client.request.duration",
                        "By",
                        AGGREGATION_TEMPORALITY_DELTA,
                        explicitPoint(List.of(1.0), 1L, 1L).build()),
                explicit(
                        "jvm.gc.duration",
                        "s",
                        AGGREGATION_TEMPORALITY_DELTA,
                        explicitPoint(List.of(1.0), 1L, 1L).build())));

        assertThat(answer.getPartialSuccess().getRejectedDataPoints()).isEqualTo(13);
        assertThat(answer.getPartialSuccess().getErrorMessage())
                .startsWith("13 data points rejected: 1 of metrics that count no calls: ")
                .contains("; 1 that are no histogram with a unit of time; 9 whose interval or buckets contradict each"
                        + " other; 1 that came too late ")
                .endsWith("; 1 whose time is in the future: set the clock of the sender");
        assertThat(storage.reports()).hasSize(1);
        assertThat(metric(collector, "dapper_collector_metrics_points_rejected_total{reason=\"malformed\"}"))
                .isEqualTo(9);
    }

    @Test
    void acknowledgesOnlyWhatIsWritten() throws Exception {
        storage.answer(CompletableFuture.failedStage(new StorageUnavailableException("no node answers")));
        assertThatThrownBy(() -> export(request(shop(), ofAgent())))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus())
                                .extracting(Status::getCode, Status::getDescription)
                                .containsExactly(
                                        Status.Code.UNAVAILABLE,
                                        "storage is unavailable (no node answers); try again later"));

        CompletableFuture<Void> silence = new CompletableFuture<>();
        storage.answer(silence);
        assertThatThrownBy(() -> export(request(shop(), ofAgent())))
                .hasMessageContaining("storage has confirmed nothing for 2000 ms; try again later");
        assertThat(metric(collector, "dapper_collector_call_series_received_total"))
                .isEqualTo(4);
        assertThat(metric(collector, "dapper_collector_call_series_settled_total{result=\"failed\"}"))
                .isEqualTo(2);
        silence.complete(null);
        assertThat(metric(collector, "dapper_collector_call_series_settled_total{result=\"written\"}"))
                .isEqualTo(2);
        assertThat(metric(collector, "dapper_collector_in_flight_bytes")).isZero();
    }
}
