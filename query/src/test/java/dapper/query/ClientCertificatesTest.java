// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.query.api.Readers;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.viewer.Setup;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.server.testing.Certificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientCertificatesTest {
    private static final Certificate SERVER = Certificate.make("server");
    private static final Certificate CLIENT = Certificate.make("client");

    @TempDir
    Path folder;

    @Test
    void areAskedForIfConfigured() throws Exception {
        Settings settings = new Settings(Map.of(
                "dapper.query.port",
                "0",
                "dapper.query.client-certificates",
                "required",
                "dapper.tls.certificate",
                SERVER.writeTo(folder.resolve("c")).toString(),
                "dapper.tls.key",
                SERVER.writeKeyTo(folder.resolve("k")).toString(),
                "dapper.tls.client-ca",
                CLIENT.writeTo(folder.resolve("ca")).toString())::get);
        try (ServerProcess process = ServerProcess.start(settings);
                QueryServer server = QueryServer.start(
                        QueryConfig.from(settings),
                        process,
                        tenant -> new Readers(new InMemoryTraces(), new InMemoryCalls(), new InMemoryAlerts()),
                        Setup.UNKNOWN)) {
            assertThat(status(server, CLIENT)).isEqualTo(200);
            assertThatThrownBy(() -> status(server, null)).isInstanceOf(IOException.class);
        }
    }

    private static int status(QueryServer server, @Nullable Certificate own) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(SERVER.clientContext(own)).build();
        return client.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/api/v1/services"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
