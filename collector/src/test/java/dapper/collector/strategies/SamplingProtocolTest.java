// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.collector.HttpClients;
import dapper.collector.RawMessages;
import dapper.collector.RecordingWriter;
import dapper.server.StartException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jaeger's remote sampling protocol as a client sees it, on the real ports. */
@Timeout(180)
class SamplingProtocolTest {
    private static final MethodDescriptor<byte[], byte[]> GET_STRATEGY = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("jaeger.api_v2.SamplingManager/GetSamplingStrategy")
            .setRequestMarshaller(new RawMessages())
            .setResponseMarshaller(new RawMessages())
            .build();

    @TempDir
    private Path folder;

    private Collector start(String... settings) {
        return Collectors.start(new RecordingWriter(), settings);
    }

    /** Request and answer are in hexadecimal digits. */
    private static String ask(Collector collector, String request) throws InterruptedException {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
        try {
            return HexFormat.of()
                    .formatHex(ClientCalls.blockingUnaryCall(
                            channel,
                            GET_STRATEGY,
                            CallOptions.DEFAULT,
                            HexFormat.of().parseHex(request)));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void tellsAgentsTheCoefficientWithoutAFile() throws Exception {
        try (Collector collector = start("sampling.coefficient", "0.5")) {
            assertThat(ask(collector, "0a0473686f70")).isEqualTo("120909000000000000e03f");
            HttpResponse<String> answer = HttpClients.get(collector, "/sampling?service=shop");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body())
                    .isEqualTo("{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":0.5}}");
            assertThat(HttpClients.get(collector, "/api/sampling?service=shop").body())
                    .isEqualTo(answer.body());
        }
    }

    @Test
    void tellsAServiceItsOwnStrategy() throws Exception {
        Path file = Files.writeString(folder.resolve("strategies.json"), """
                {"service_strategies": [{"service": "shop", "type": "ratelimiting", "param": 5}]}
                """);
        try (Collector collector = start("sampling.strategies", file.toString())) {
            assertThat(ask(collector, "0a0473686f70")).isEqualTo("08011a020805");
            assertThat(ask(collector, "")).isEqualTo("120909000000000000f03f");
        }
    }

    @Test
    void doesNotStartWithAFileThatIsWrong() throws Exception {
        Path file = Files.writeString(folder.resolve("strategies.json"), "{\"defaults\": 1}");

        assertThatThrownBy(() -> start("sampling.strategies", file.toString()))
                .isInstanceOf(StartException.class)
                .hasMessage("the sampling strategies cannot be used: " + file
                        + ", line 1: \"defaults\" is not service_strategies or default_strategy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%4", "%ff", "%c0%af", "a%C3"})
    void namesTheParameterThatIsNoPercentEncodedText(String broken) throws Exception {
        try (Collector collector = start();
                Socket socket = new Socket("127.0.0.1", collector.httpPort())) {
            socket.getOutputStream()
                    .write(("GET /sampling?service=" + broken
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json", "Write a percent sign as %25", "\"parameter\":\"service\"");
        }
    }

    @Test
    void refusesRequestsThatAreNone() throws Exception {
        try (Collector collector = start()) {
            assertThatThrownBy(() -> ask(collector, "0a0873"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
            HttpResponse<String> unnamed = HttpClients.get(collector, "/sampling");
            assertThat(unnamed.statusCode()).isEqualTo(400);
            assertThat(unnamed.body())
                    .contains("\"detail\":\"The parameter service is missing: /sampling?service=NAME.\"");
            assertThat(HttpClients.postTo(collector, "/sampling", "application/json", new byte[0])
                            .statusCode())
                    .isEqualTo(405);
            assertThat(ask(collector, "0a0473686f70")).isEqualTo("120909000000000000f03f");
        }
    }
}
