// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import dapper.javaagent.deliver.DropReason;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** gRPC over TLS against a real server, with certificates in PEM files. */
@Timeout(180)
class TlsExportTest {
    @TempDir
    private static Path folder;

    private static Certificates server;
    private static Certificates client;

    private final CapturedLog log = new CapturedLog();

    @BeforeAll
    static void createKeys() throws Exception {
        server = Certificates.create(folder, "server");
        client = Certificates.create(folder, "client");
    }

    @AfterEach
    void restore() {
        log.close();
    }

    private static OtlpServer listen(ClientAuth clientAuth) throws Exception {
        return new OtlpServer(0, builder -> {
            try {
                builder.sslContext(GrpcSslContexts.forServer(
                                server.certificate().toFile(), server.key().toFile())
                        .trustManager(client.certificate().toFile())
                        .clientAuth(clientAuth)
                        .build());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Recording start(int port, String settings) {
        return Recording.start(AgentConfig.load("otel.service.name=shop;otel.bsp.export.timeout=100;"
                + "otel.exporter.otlp.endpoint=https://localhost:" + port + ";" + settings));
    }

    private static void recordOne(Recording recording) {
        Traces.record("span");
        assertThat(recording.flush(60_000)).isTrue();
    }

    @Test
    void trustsTheCertificateItIsGiven() throws Exception {
        try (OtlpServer otlp = listen(ClientAuth.NONE);
                Recording recording = start(otlp.port(), "otel.exporter.otlp.certificate=" + server.certificate())) {
            recordOne(recording);

            assertThat(recording.counts()).hasToString("recorded 1, exported 1, queued 0");
            assertThat(otlp.spans()).hasSize(1);
        }
    }

    @Test
    void showsItsOwnCertificateWhereTheServerWantsOne() throws Exception {
        try (OtlpServer otlp = listen(ClientAuth.REQUIRE);
                Recording recording = start(
                        otlp.port(),
                        "otel.exporter.otlp.certificate=" + server.certificate() + ";otel.exporter.otlp.client.key="
                                + client.key() + ";otel.exporter.otlp.client.certificate=" + client.certificate())) {
            recordOne(recording);

            assertThat(otlp.spans()).hasSize(1);
        }
    }

    @Test
    void sendsNothingToAServerItDoesNotTrust() throws Exception {
        try (OtlpServer otlp = listen(ClientAuth.NONE);
                Recording recording = start(otlp.port(), "")) {
            recordOne(recording);

            assertThat(otlp.requests).isEmpty();
            assertThat(recording.counts().dropped(DropReason.UNAVAILABLE)).isEqualTo(1);
        }
        assertThat(log.lines().get(1)).contains("unable to find valid certification path");
    }

    @Test
    void saysWhichFileCannotBeUsed() throws Exception {
        Path noKey = Files.writeString(folder.resolve("no.key"), "-----BEGIN RSA PRIVATE KEY-----\n");
        assertUnusable("otel.exporter.otlp.certificate=/no/such/file", "/no/such/file is no readable PEM certificate");
        assertUnusable("otel.exporter.otlp.certificate=" + noKey, noKey + " is no readable PEM certificate");
        assertUnusable("otel.exporter.otlp.client.key=" + client.key(), "need each other");
        assertUnusable(
                "otel.exporter.otlp.client.key=" + noKey + ";otel.exporter.otlp.client.certificate="
                        + client.certificate(),
                "convert it with 'openssl pkcs8 -topk8 -nocrypt'");
    }

    private void assertUnusable(String settings, String message) {
        try (Recording recording = start(1, settings)) {
            recordOne(recording);
            assertThat(recording.counts().dropped(DropReason.REJECTED)).isEqualTo(1);
        }
        assertThat(log.lines().get(log.lines().size() - 1)).contains("WARN", message);
    }
}
