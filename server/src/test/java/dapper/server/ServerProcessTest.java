// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dapper.server.settings.Settings;
import dapper.server.testing.Certificate;
import dapper.server.testing.LogLines;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The warnings at start, and the metric of the certificate. */
class ServerProcessTest {
    @TempDir
    static Path folder;

    private static Map<String, String> tls;
    private static Map<String, String> tokens;

    @BeforeAll
    static void write() throws Exception {
        Certificate certificate = Certificate.make("server");
        tls = Map.of(
                "dapper.tls.certificate",
                certificate.writeTo(folder.resolve("c")).toString(),
                "dapper.tls.key",
                certificate.writeKeyTo(folder.resolve("k")).toString());
        tokens = Map.of(
                "dapper.tokens.file", Files.createFile(folder.resolve("tokens")).toString());
    }

    @Test
    void warnsOnceOfServersThatAreOpenToANetwork() {
        assertThat(warnings(Map.of(), "0.0.0.0"))
                .singleElement()
                .asString()
                .endsWith(
                        "0.0.0.0:4317 listens beyond this machine without TLS and tokens: everybody on the network can"
                                + " send and read spans (dapper.tls.certificate, dapper.tokens.file)");
        assertThat(warnings(tls, "0.0.0.0"))
                .singleElement()
                .asString()
                .endsWith(
                        "0.0.0.0:4317 listens beyond this machine without tokens: everybody on the network can send and"
                                + " read spans (dapper.tls.certificate, dapper.tokens.file)");
        assertThat(warnings(tokens, "0.0.0.0"))
                .singleElement()
                .asString()
                .endsWith("0.0.0.0:4317 listens beyond this machine without TLS: tokens and spans can be read on the"
                        + " network (dapper.tls.certificate, dapper.tokens.file)");
    }

    @Test
    void warnsOfNoServerThatIsProtected() {
        Map<String, String> both = new HashMap<>(tls);
        both.putAll(tokens);

        assertThat(warnings(both, "0.0.0.0")).isEmpty();
        assertThat(warnings(Map.of(), "127.0.0.1")).isEmpty();
        assertThat(warnings(Map.of(), "::1")).isEmpty();
    }

    private static List<String> warnings(Map<String, String> settings, String host) {
        try (ServerProcess process = ServerProcess.start(new Settings(settings::get));
                LogLines log = new LogLines()) {
            process.opens(new ListenAddress("dapper.collector.grpc", host, 4317));
            process.opens(new ListenAddress("dapper.collector.http", host, 4318));
            return log.with("WARN");
        }
    }

    @Test
    void warnsOfAuthoritiesThatNoServerUses() {
        assertThat(warningsOfAuthorities(Map.of()))
                .singleElement()
                .asString()
                .endsWith("dapper.tls.client-ca has no effect: no server asks clients for a certificate"
                        + " (dapper.collector.client-certificates, dapper.query.client-certificates)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dapper.collector.client-certificates", "dapper.query.client-certificates"})
    void warnsOfNoAuthoritiesThatAServerUses(String setting) {
        assertThat(warningsOfAuthorities(Map.of(setting, "optional"))).isEmpty();
    }

    @Test
    void measuresTheEndOfItsCertificate() throws Exception {
        X509Certificate certificate;
        try (InputStream file = Files.newInputStream(folder.resolve("c"))) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
        try (ServerProcess process = ServerProcess.start(new Settings(tls::get))) {
            assertThat(process.metrics().scrape("dapper_tls_certificate_not_after_seconds"::equals).stream())
                    .singleElement(type(GaugeSnapshot.class))
                    .extracting(gauge -> gauge.getDataPoints().get(0).getValue())
                    .isEqualTo(certificate.getNotAfter().getTime() / 1e3);
        }
    }

    private static List<String> warningsOfAuthorities(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(tls);
        settings.put("dapper.tls.client-ca", String.valueOf(tls.get("dapper.tls.certificate")));
        settings.putAll(more);
        try (LogLines log = new LogLines();
                ServerProcess process = ServerProcess.start(new Settings(settings::get))) {
            assertThat(process.tls()).isNotNull();
            return log.with("WARN");
        }
    }
}
