// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.testing.Certificate;
import dapper.server.testing.LogLines;
import dapper.server.testing.TlsClient;
import dapper.server.tls.ClientCertificates;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpSessionsTest {
    private static final Certificate SERVER = Certificate.make("server");
    private static final Certificate FORMER = Certificate.make("former");
    private static final Certificate LATTER = Certificate.make("latter");
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void endWithTheAuthorityOfTheirClient(String version) throws Exception {
        Path authorities = FORMER.writeTo(folder.resolve("ca"));
        try (TestDoor door = new TestDoor(
                        "127.0.0.1",
                        Map.of(
                                "dapper.tls.certificate",
                                SERVER.writeTo(folder.resolve("c")).toString(),
                                "dapper.tls.key",
                                SERVER.writeKeyTo(folder.resolve("k")).toString(),
                                "dapper.tls.client-ca",
                                authorities.toString(),
                                "dapper.query.client-certificates",
                                "required"),
                        ClientCertificates.REQUIRED);
                LogLines log = new LogLines()) {
            SSLContext former = SERVER.clientContext(FORMER);
            assertThat(isLetIn(former, door, version)).isTrue();

            LATTER.writeTo(authorities);
            while (log.with("changed and is in force").isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(isLetIn(former, door, version)).isFalse();
            assertThat(isLetIn(SERVER.clientContext(LATTER), door, version)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void endWithTheCertificateOfTheServer(String version) throws Exception {
        Path certificate = SERVER.writeTo(folder.resolve("c"));
        Path key = SERVER.writeKeyTo(folder.resolve("k"));
        try (TestDoor door = new TestDoor(
                        "127.0.0.1",
                        Map.of("dapper.tls.certificate", certificate.toString(), "dapper.tls.key", key.toString()),
                        ClientCertificates.NONE);
                LogLines log = new LogLines()) {
            SSLContext client = SERVER.clientContext(null, LATTER);
            assertThat(TlsClient.subject(client, door.port(), version, "http/1.1", REQUEST))
                    .isEqualTo("CN=server");

            LATTER.writeKeyTo(key);
            LATTER.writeTo(certificate);
            while (log.with("changed and is in force").isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(TlsClient.subject(client, door.port(), version, "http/1.1", REQUEST))
                    .isEqualTo("CN=latter");
        }
    }

    private static boolean isLetIn(SSLContext context, TestDoor door, String version) {
        return TlsClient.isLetIn(context, door.port(), version, "http/1.1", REQUEST);
    }
}
