// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import static dapper.collector.HttpClients.get;
import static dapper.collector.HttpClients.gzip;
import static dapper.collector.HttpClients.metric;
import static dapper.collector.HttpClients.postTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.collector.RecordingWriter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents' reports on their way through a running collector. */
@Timeout(180)
class AgentMetricsTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String REJECTED =
            "5 data points rejected: 5 of metrics that count no calls: this collector keeps"
                    + " the durations of calls, such as http.server.request.duration, and the reports of Dapper agents; turn the"
                    + " sender's other metrics off, for instance with OTEL_METRICS_EXPORTER=none";

    private final Collector collector = Collectors.start(new RecordingWriter());
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

    private HttpResponse<byte[]> post(String contentType, byte[] body, String... headers) throws Exception {
        return postTo(collector, "/v1/metrics", contentType, body, headers);
    }

    private String agents() throws Exception {
        HttpResponse<String> answer = get(collector, "/agents");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return answer.body()
                .replaceAll("\"ageSeconds\":\\d+", "\"ageSeconds\":N")
                .replaceAll("\"heardAt\":\"[^\"]+\"", "\"heardAt\":T");
    }

    @Test
    void showsTheLastReportOfEachAgent() throws Exception {
        assertThat(agents())
                .isEqualTo("{\"limit\":2000,\"expirySeconds\":300,\"silentExpirySeconds\":3600,\"agents\":[]}");

        assertThat(export(Reports.agent("shop", "i-1", 50)))
                .isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
        assertThat(export(Reports.agent("shop", "i-1", 100)).hasPartialSuccess())
                .isFalse();

        assertThat(agents()).isEqualTo("""
                {"limit":2000,"expirySeconds":300,"silentExpirySeconds":3600,"agents":[{"service":"shop","instance":"i-1","host":"host-1","pid":4711,\
                "version":"1.2.3","runtime":"Temurin 17","startedAt":"2026-01-01T10:00:00Z",\
                "reportedAt":"2026-01-01T10:10:00Z","heardAt":T,"ageSeconds":N,"state":"reporting",\
                "spans":{"recorded":100,"exported":94,"dropped":{"queue_full":3,"unavailable":1},"queued":2,"queuedBytes":640,"unfinished":5,"unwatched":6},\
                "exports":{"attempts":9,"failures":4},\
                "sampling":{"sampler":"traceidratio(0.5)","threshold":36028797018963968,"probability":0.5},\
                "instrumentations":[{"name":"jdbc","state":"active","reason":"","wovenClasses":5,"errors":0},\
                {"name":"servlet-3.0","state":"failed","reason":"10 failures","wovenClasses":1,"errors":10}]}]}""");
        assertThat(metric(collector, "dapper_collector_agents")).isEqualTo(1);
        assertThat(metric(collector, "dapper_collector_metrics_requests_total{result=\"ok\",transport=\"grpc\"}"))
                .isEqualTo(2);
    }

    @Test
    void showsWhoSaidGoodbye() throws Exception {
        export(Reports.agent("shop", "i-1", 100));
        export(Reports.lastOf("shop", "i-2"));
        assertThat(agents()).containsSubsequence("i-1", "\"state\":\"reporting\"", "i-2", "\"state\":\"ended\"");
        assertThat(metric(collector, "dapper_collector_agents")).isEqualTo(1);
    }

    @Test
    void takesProtobufAndJsonOverHttp() throws Exception {
        export(Reports.agent("shop", "i-1", 100));
        String expected = agents();

        HttpResponse<byte[]> protobuf =
                post(PROTOBUF, gzip(Reports.agent("shop", "i-1", 100).toByteArray()), "Content-Encoding", "gzip");
        assertThat(protobuf.statusCode()).isEqualTo(200);
        assertThat(ExportMetricsServiceResponse.parseFrom(protobuf.body()))
                .isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
        assertThat(agents()).isEqualTo(expected);

        HttpResponse<byte[]> json = post(
                "application/json",
                JsonFormat.printer().print(Reports.agent("shop", "i-1", 100)).getBytes(UTF_8));
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.body()).asString(UTF_8).isEqualTo("{}");
        assertThat(agents()).isEqualTo(expected);
    }

    @Test
    void rejectsTheMetricsOfOthersAndSaysWhatToDo() throws Exception {
        ExportMetricsServiceResponse grpc = export(Reports.others());
        assertThat(grpc.getPartialSuccess().getRejectedDataPoints()).isEqualTo(5);
        assertThat(grpc.getPartialSuccess().getErrorMessage()).isEqualTo(REJECTED);

        HttpResponse<byte[]> json = post(
                "application/json", JsonFormat.printer().print(Reports.others()).getBytes(UTF_8));
        assertThat(json.body())
                .asString(UTF_8)
                .isEqualTo("{\"partialSuccess\":{\"rejectedDataPoints\":\"5\",\"errorMessage\":\"" + REJECTED + "\"}}");

        ExportMetricsServiceRequest both = Reports.others().toBuilder()
                .mergeFrom(Reports.agent("shop", "i-1", 100))
                .build();
        assertThat(export(both).getPartialSuccess().getRejectedDataPoints()).isEqualTo(5);
        assertThat(agents()).contains("\"instance\":\"i-1\"");
        assertThat(metric(collector, "dapper_collector_metrics_points_rejected_total{reason=\"other_metric\"}"))
                .isEqualTo(15);
        assertThat(metric(collector, "dapper_collector_metrics_requests_total{result=\"partial\",transport=\"http\"}"))
                .isEqualTo(1);
    }

    @Test
    void ignoresWhatAgentsReportOnTheirJvms() throws Exception {
        ExportMetricsServiceRequest.Builder jvm = Reports.others().toBuilder();
        jvm.getResourceMetricsBuilder(0)
                .getScopeMetricsBuilder(0)
                .getScopeBuilder()
                .setName("dapper.jvm");

        assertThat(export(jvm.build())).isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
        assertThat(metric(collector, "dapper_collector_metrics_points_ignored_total"))
                .isEqualTo(5);
    }

    @Test
    void refusesWhatIsNoOtlp() throws Exception {
        assertThat(post(PROTOBUF, new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
        assertThat(post("application/json", "[]".getBytes(UTF_8)).statusCode()).isEqualTo(400);
        assertThat(get(collector, "/agents").body()).contains("\"agents\":[]");
        assertThat(metric(
                        collector, "dapper_collector_metrics_requests_total{result=\"malformed\",transport=\"http\"}"))
                .isEqualTo(2);
        assertThat(metric(collector, "dapper_collector_in_flight_bytes")).isZero();
    }

    @Test
    void refusesWhatWouldTakeTooMuchMemory() throws Exception {
        try (Collector small = Collectors.start(new RecordingWriter(), "max-in-flight-bytes", "1048576")) {
            byte[] large = Reports.agent("s".repeat(100_000), "i-1", 1).toByteArray();
            assertThat(postTo(small, "/v1/metrics", PROTOBUF, large).statusCode())
                    .isEqualTo(413);
            ManagedChannel toSmall = NettyChannelBuilder.forAddress("127.0.0.1", small.grpcPort())
                    .usePlaintext()
                    .build();
            try {
                MetricsServiceGrpc.newBlockingStub(toSmall).export(Reports.agent("s".repeat(100_000), "i-1", 1));
                throw new AssertionError("it was taken");
            } catch (StatusRuntimeException e) {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            } finally {
                toSmall.shutdownNow();
            }
            assertThat(metric(small, "dapper_collector_in_flight_bytes")).isZero();
        }
    }

    @Test
    void cutsTextsThatAreTooLong() throws Exception {
        export(Reports.agent("s".repeat(10_000), "i-1", 1));

        assertThat(agents()).contains("\"service\":\"" + "s".repeat(500) + "\"");
    }
}
