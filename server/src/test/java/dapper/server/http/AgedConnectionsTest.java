// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.auth.Scope;
import dapper.server.testing.Certificate;
import dapper.server.tls.ClientCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that sends request after request with its certificate, for longer than a connection may last. */
@Timeout(60)
class AgedConnectionsTest {
    private static final Certificate SERVER = Certificate.make("server");
    private static final Certificate FORMER = Certificate.make("former");
    private static final Certificate LATTER = Certificate.make("latter");
    private static final Duration LONGEST = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().sslContext(SERVER.clientContext(FORMER)).build();
    private Path authorities;
    private TestDoor door;

    @BeforeEach
    void start() throws Exception {
        authorities = FORMER.writeTo(folder.resolve("ca"));
        door = new TestDoor(
                "127.0.0.1",
                Map.of(
                        "dapper.tls.certificate",
                        SERVER.writeTo(folder.resolve("c")).toString(),
                        "dapper.tls.key",
                        SERVER.writeKeyTo(folder.resolve("k")).toString(),
                        "dapper.tls.client-ca",
                        authorities.toString()),
                ClientCertificates.REQUIRED,
                path -> Scope.READ,
                Duration.ofSeconds(20),
                request -> String.valueOf(Request.getRemotePort(request)),
                LONGEST);
    }

    @AfterEach
    void stop() {
        door.close();
    }

    @Test
    void areReplacedWithoutAnError() throws Exception {
        long begin = System.nanoTime();
        Set<String> connections = new HashSet<>();
        while (connections.size() < 3) {
            HttpResponse<String> answer = get();
            assertThat(answer.statusCode()).isEqualTo(200);
            connections.add(answer.body());
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(LONGEST.multipliedBy(2));
    }

    @Test
    void letNoClientStayWhoseAuthorityIsGone() throws Exception {
        assertThat(get().statusCode()).isEqualTo(200);

        LATTER.writeTo(authorities);
        while (isAnswered()) {
            Thread.onSpinWait();
        }
    }

    private boolean isAnswered() throws InterruptedException {
        try {
            return get().statusCode() == 200;
        } catch (IOException e) {
            // The handshake of a new connection.
            return false;
        }
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + door.port()))
                        .build(),
                BodyHandlers.ofString());
    }
}
