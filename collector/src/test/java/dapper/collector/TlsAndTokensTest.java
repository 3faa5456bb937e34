// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import dapper.server.testing.Certificate;
import dapper.storage.Tenant;
import dapper.storage.TraceId;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A collector that is open to a network: over TLS, with client certificates and tokens. */
@Timeout(120)
class TlsAndTokensTest {
    private static final Certificate SERVER = Certificate.make("server");
    private static final Certificate CLIENT = Certificate.make("client");
    private static final ExportTraceServiceRequest SPANS = request(span(new TraceId(1, 2), 3));

    @TempDir
    Path folder;

    private final Token shop = Token.random();
    private final Token people = Token.random();
    private final Token admin = Token.random();
    private final List<Tenant> tenants = new CopyOnWriteArrayList<>();
    private ServerProcess process;
    private Collector collector;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "dapper.tls.certificate", SERVER.writeTo(folder.resolve("c")).toString());
        settings.put("dapper.tls.key", SERVER.writeKeyTo(folder.resolve("k")).toString());
        settings.put(
                "dapper.tls.client-ca", CLIENT.writeTo(folder.resolve("ca")).toString());
        settings.put(
                "dapper.tokens.file",
                Files.writeString(
                                folder.resolve("tokens"),
                                TokenLine.format("shop-agents", "ingest", "shop", shop) + "\n"
                                        + TokenLine.format("people", "read", "", people) + "\n"
                                        + TokenLine.format("admin", "admin", "", admin) + "\n")
                        .toString());
        process = ServerProcess.start(new Settings(settings::get));
        RecordingWriter storage = new RecordingWriter();
        collector = Collector.start(
                Collectors.config("client-certificates", "required"),
                process,
                tenant -> {
                    tenants.add(tenant);
                    return storage;
                },
                tenant -> new RecordingCalls());
        channel = channel(true);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        collector.close();
        process.close();
    }

    private ManagedChannel channel(boolean withCertificate) throws Exception {
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder()
                .trustManager(folder.resolve("c").toFile());
        if (withCertificate) {
            credentials.keyManager(
                    CLIENT.writeTo(folder.resolve("cc")).toFile(),
                    CLIENT.writeKeyTo(folder.resolve("ck")).toFile());
        }
        return NettyChannelBuilder.forAddress("localhost", collector.grpcPort(), credentials.build())
                .build();
    }

    @Test
    void takesSpansOverGrpcForTheTenantOfTheToken() {
        export(channel, shop.text());

        assertThat(tenants).containsExactly(new Tenant("shop"));
    }

    @Test
    void refusesCallsWithoutAValidTokenOrItsScope() throws Exception {
        assertThat(refusal(channel, null))
                .satisfies(status -> assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED))
                .satisfies(status -> assertThat(status.getDescription())
                        .isEqualTo("send a valid token: the header \"authorization: Bearer TOKEN\""));
        assertThat(refusal(channel, "guess").getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(refusal(channel, people.text()))
                .satisfies(status -> assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED))
                .satisfies(status ->
                        assertThat(status.getDescription()).isEqualTo("the token \"people\" lacks the scope ingest"));
        assertThat(tenants).isEmpty();
        assertThat(metrics())
                .contains(
                        "dapper_collector_refused_total{reason=\"unauthenticated\"} 2.0",
                        "dapper_collector_refused_total{reason=\"forbidden\"} 1.0");
    }

    @Test
    void refusesClientsWithoutACertificate() throws Exception {
        ManagedChannel unknown = channel(false);

        assertThat(refusal(unknown, shop.text()).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        HttpClient unknownToo =
                HttpClient.newBuilder().sslContext(SERVER.clientContext(null)).build();
        assertThatThrownBy(() -> unknownToo.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + collector.httpPort() + "/health/live"))
                                .build(),
                        BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);

        unknown.shutdownNow();
    }

    @Test
    void takesSpansOverHttpForTheTenantOfTheToken() throws Exception {
        assertThat(post(null).statusCode()).isEqualTo(401);
        assertThat(post(people.text()).statusCode()).isEqualTo(403);
        assertThat(tenants).isEmpty();
        assertThat(post(shop.text()).statusCode()).isEqualTo(200);
        assertThat(tenants).containsExactly(new Tenant("shop"));
    }

    private HttpResponse<byte[]> post(String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + collector.httpPort() + "/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(SPANS.toByteArray()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client().send(request.build(), BodyHandlers.ofByteArray());
    }

    private Stream<String> metrics() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + collector.httpPort() + "/metrics"))
                .header("Authorization", "Bearer " + admin.text())
                .build();
        return client().send(request, BodyHandlers.ofLines()).body();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(SERVER.clientContext(CLIENT)).build();
    }

    private static void export(Channel to, String token) {
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        Channel authorized = ClientInterceptors.intercept(to, MetadataUtils.newAttachHeadersInterceptor(headers));
        TraceServiceGrpc.newBlockingStub(authorized).export(SPANS);
    }

    private static Status refusal(Channel to, String token) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> export(to, token))
                .getStatus();
    }
}
