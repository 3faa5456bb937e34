// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.ListenAddress;
import dapper.server.Listener;
import dapper.server.ServerProcess;
import dapper.server.SlowClients;
import dapper.server.auth.Scope;
import dapper.server.settings.Settings;
import dapper.server.testing.Certificate;
import dapper.server.testing.LogLines;
import dapper.server.testing.TlsClient;
import dapper.server.tls.ClientCertificates;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of a gRPC server that does not depend on what it serves, with real clients. */
@Timeout(60)
class GrpcDoorTest {
    private static final Certificate FIRST = Certificate.make("first");
    private static final Certificate SECOND = Certificate.make("second");
    private static final Certificate CLIENT = Certificate.make("client");
    /** Of the same name: a client shows a certificate only if its issuer has a name that the server asks for. */
    private static final Certificate OTHER = Certificate.make("client");

    private static final MethodDescriptor.Marshaller<String> NOTHING = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public String parse(InputStream stream) {
            return "";
        }
    };
    private static final MethodDescriptor<String, String> METHOD = MethodDescriptor.newBuilder(NOTHING, NOTHING)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("test/call")
            .build();

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private ServerProcess process;
    private GrpcDoor door;
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void useTls() {
        settings.put("dapper.tls.certificate", FIRST.writeTo(file("c")).toString());
        settings.put("dapper.tls.key", FIRST.writeKeyTo(file("k")).toString());
    }

    private void start(ClientCertificates clients, Duration longestConnection) throws Exception {
        start("127.0.0.1", clients, longestConnection);
    }

    private void start(String host, ClientCertificates clients, Duration longestConnection) throws Exception {
        process = ServerProcess.start(new Settings(settings::get));
        Listener listener = new Listener(
                new ListenAddress("dapper.test", host, 0),
                clients,
                new SlowClients(Duration.ofSeconds(20), 1000, "dapper.test.receive-timeout"),
                100);
        door = new GrpcDoor("test", listener, process, longestConnection);
        server = door.server(Scope.INGEST)
                .addService(ServerServiceDefinition.builder("test")
                        .addMethod(METHOD, (call, headers) -> answer(call))
                        .build())
                .build()
                .start();
    }

    private static ServerCall.Listener<String> answer(ServerCall<String, String> call) {
        call.request(2);
        return new ServerCall.Listener<>() {
            @Override
            public void onHalfClose() {
                call.sendHeaders(new Metadata());
                call.sendMessage("");
                call.close(Status.OK, new Metadata());
            }
        };
    }

    @AfterEach
    void stop() {
        if (channel != null) {
            channel.shutdownNow();
        }
        server.shutdownNow();
        door.stop();
        process.close();
    }

    @Test
    void letsLongConnectionsMeetANewCertificate() throws Exception {
        start(ClientCertificates.NONE, Duration.ofSeconds(1));
        Path both = Files.writeString(
                file("both"), Files.readString(file("c")) + Files.readString(SECOND.writeTo(file("second"))));
        channel = channel(TlsChannelCredentials.newBuilder().trustManager(both.toFile()));
        assertThat(certificateSeenBy(call())).isEqualTo("CN=first");

        SECOND.writeKeyTo(file("k"));
        SECOND.writeTo(file("c"));
        String seen = "CN=first";
        while (seen.equals("CN=first")) {
            seen = certificateSeenBy(call());
        }

        assertThat(seen).isEqualTo("CN=second");
    }

    @Test
    void warnsIfItIsOpenToANetwork() throws Exception {
        try (LogLines log = new LogLines()) {
            start("0.0.0.0", ClientCertificates.NONE, Duration.ofMinutes(1));

            assertThat(log.with("listens beyond this machine without tokens")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void endsSessionsWithTheCertificateOfTheServer(String version) throws Exception {
        start(ClientCertificates.NONE, Duration.ofMinutes(1));
        SSLContext client = FIRST.clientContext(null, SECOND);
        assertThat(TlsClient.subject(client, server.getPort(), version, "h2", new byte[0]))
                .isEqualTo("CN=first");
        try (LogLines log = new LogLines()) {
            SECOND.writeKeyTo(file("k"));
            SECOND.writeTo(file("c"));
            while (log.with("changed and is in force").isEmpty()) {
                Thread.onSpinWait();
            }
        }

        assertThat(TlsClient.subject(client, server.getPort(), version, "h2", new byte[0]))
                .isEqualTo("CN=second");
    }

    @Test
    void refusesCertificatesOfOtherAuthorities() throws Exception {
        useAuthority();
        start(ClientCertificates.OPTIONAL, Duration.ofMinutes(1));

        channel = channel(credentialsOf(CLIENT));
        assertThat(call().get().getCode()).isEqualTo(Status.Code.OK);
        channel.shutdownNow();
        channel = channel(credentialsOf(OTHER));
        assertThat(call().get().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        channel.shutdownNow();
        channel = channel(
                TlsChannelCredentials.newBuilder().trustManager(file("c").toFile()));
        assertThat(call().get().getCode()).isEqualTo(Status.Code.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void endsSessionsWithTheAuthorityOfTheirClient(String version) throws Exception {
        useAuthority();
        start(ClientCertificates.REQUIRED, Duration.ofMinutes(1));
        SSLContext former = FIRST.clientContext(CLIENT);
        assertThat(isLetIn(former, version)).isTrue();
        try (LogLines log = new LogLines()) {
            OTHER.writeTo(file("ca"));
            while (log.with("changed and is in force").isEmpty()) {
                Thread.onSpinWait();
            }
        }

        assertThat(isLetIn(former, version)).isFalse();
        assertThat(isLetIn(FIRST.clientContext(OTHER), version)).isTrue();
    }

    private boolean isLetIn(SSLContext context, String version) {
        return TlsClient.isLetIn(context, server.getPort(), version, "h2", new byte[0]);
    }

    private void useAuthority() {
        settings.put("dapper.tls.client-ca", CLIENT.writeTo(file("ca")).toString());
        settings.put("dapper.collector.client-certificates", "optional");
    }

    private TlsChannelCredentials.Builder credentialsOf(Certificate client) throws Exception {
        return TlsChannelCredentials.newBuilder()
                .trustManager(file("c").toFile())
                .keyManager(
                        client.writeTo(file("cc")).toFile(),
                        client.writeKeyTo(file("ck")).toFile());
    }

    private ManagedChannel channel(TlsChannelCredentials.Builder credentials) {
        return NettyChannelBuilder.forAddress("localhost", server.getPort(), credentials.build())
                .build();
    }

    private Answer call() {
        ClientCall<String, String> call = channel.newCall(METHOD, CallOptions.DEFAULT);
        Answer answer = new Answer(call);
        call.start(answer.listener(), new Metadata());
        call.request(2);
        call.sendMessage("");
        call.halfClose();
        return answer;
    }

    private static String certificateSeenBy(Answer answer) throws Exception {
        assertThat(answer.get().getCode()).isEqualTo(Status.Code.OK);
        SSLSession session = Objects.requireNonNull(answer.call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        return ((X509Certificate) session.getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    /** The end of a call. */
    private static final class Answer {
        private final ClientCall<String, String> call;
        private final CompletableFuture<Status> status = new CompletableFuture<>();

        Answer(ClientCall<String, String> call) {
            this.call = call;
        }

        ClientCall.Listener<String> listener() {
            return new ClientCall.Listener<>() {
                @Override
                public void onClose(Status end, Metadata trailers) {
                    status.complete(end);
                }
            };
        }

        Status get() throws Exception {
            return status.get();
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
