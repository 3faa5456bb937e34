// SPDX-License-Identifier: Apache-2.0
package dapper.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dapper.collector.Collector;
import dapper.collector.CollectorConfig;
import dapper.otlp.testing.ProtobufJson;
import dapper.otlp.testing.RandomMessages;
import dapper.otlp.testing.WholeSpan;
import dapper.query.QueryConfig;
import dapper.query.QueryServer;
import dapper.query.api.Readers;
import dapper.query.viewer.Setup;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.testing.EmbeddedCassandraExtension;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The output equals the input: a sender's OTLP, the collector, a real Cassandra, the query service's OTLP. */
@Timeout(300)
@ExtendWith(EmbeddedCassandraExtension.class)
class RoundTripTest {
    private static final int REQUESTS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Collector collector;
    private final QueryServer query;

    RoundTripTest(CassandraStorage storage) {
        Settings anyPort = new Settings(Map.of(
                "dapper.collector.grpc.port", "0", "dapper.collector.http.port", "0", "dapper.query.port", "0")::get);
        ServerProcess process = new ServerProcess();
        collector = Collector.start(
                CollectorConfig.from(anyPort),
                process,
                tenant -> storage.writer(),
                tenant -> storage.of(tenant).callWriter());
        query = QueryServer.start(
                QueryConfig.from(anyPort),
                process,
                tenant -> new Readers(
                        storage.of(tenant).reader(),
                        storage.of(tenant).callReader(),
                        storage.of(tenant).alerts()),
                Setup.UNKNOWN);
    }

    @AfterEach
    void stop() {
        query.close();
        collector.close();
    }

    @Test
    void givesBackEverythingThatOtlpCanSay() throws Exception {
        RandomMessages messages = new RandomMessages(20260921);
        int spans = 0;
        for (int i = 1; i <= REQUESTS; i++) {
            ByteString traceId = RandomMessages.id(7, i);
            ExportTraceServiceRequest sent = ExportTraceServiceRequest.parseFrom(
                    messages.next(ExportTraceServiceRequest.getDescriptor(), traceId)
                            .toByteString());
            List<WholeSpan> expected = WholeSpan.of(sent);
            spans += expected.size();

            if (i % 2 == 0) {
                assertThat(post(
                                "application/json",
                                ProtobufJson.print(sent).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .asString()
                        .isEqualTo("{}");
            } else {
                assertThat(ExportTraceServiceResponse.parseFrom(post("application/x-protobuf", sent.toByteArray())))
                        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
            }

            if (!expected.isEmpty()) {
                assertThat(WholeSpan.of(export(traceId))).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
        // Otherwise nothing would have been compared.
        assertThat(spans).isGreaterThan(2 * REQUESTS);
    }

    @Test
    void givesBackTheSignOfZero() throws Exception {
        String id = "00000000000000070000000000001000";
        String sent = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + id
                + "\",\"spanId\":\"0000000000000001\",\"attributes\":["
                + "{\"key\":\"a\",\"value\":{\"doubleValue\":-0.0}},{\"key\":\"b\",\"value\":{\"doubleValue\":-0}},"
                + "{\"key\":\"c\",\"value\":{\"doubleValue\":\"-0\"}},{\"key\":\"d\",\"value\":{\"doubleValue\":0}}]}]}]}]}";

        post("application/json", sent.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(exported(id))
                .contains("{\"key\":\"a\",\"value\":{\"doubleValue\":-0.0}}")
                .contains("{\"key\":\"b\",\"value\":{\"doubleValue\":-0.0}}")
                .contains("{\"key\":\"c\",\"value\":{\"doubleValue\":-0.0}}")
                .contains("{\"key\":\"d\",\"value\":{\"doubleValue\":0.0}}");
    }

    private byte[] post(String type, byte[] body) throws Exception {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.httpPort() + "/v1/traces"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private ExportTraceServiceRequest export(ByteString traceId) throws Exception {
        return ProtobufJson.parse(exported(HexFormat.of().formatHex(traceId.toByteArray())));
    }

    private String exported(String id) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + query.port() + "/api/v1/traces/" + id + "/otlp"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
