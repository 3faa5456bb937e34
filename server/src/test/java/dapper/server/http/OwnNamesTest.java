// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.tls.ClientCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OwnNamesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:16686",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil-localhost",
                "localhost.localdomain",
                "2130706433.example"
            })
    void answersNoRequestForAnotherSite(String host) throws Exception {
        try (TestDoor door = new TestDoor("127.0.0.1", Map.of(), ClientCertificates.NONE)) {
            for (String path : new String[] {"/", "/metrics", "/health"}) {
                String answer = door.send("GET " + path + " HTTP/1.1\r\nHost: " + host);

                assertThat(answer)
                        .startsWith("HTTP/1.1 421 ")
                        .contains("Content-Type: application/problem+json")
                        .contains("Use localhost or an IP address; let a proxy send \\\"Host: localhost\\\";"
                                + " or require tokens (dapper.tokens.file).");
            }
            assertThat(door.send("GET http://" + host + "/ HTTP/1.1\r\nHost: localhost"))
                    .doesNotContain("passed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:80",
                "localhost.",
                "dapper.localhost:1",
                "127.0.0.1:16686",
                "192.0.2.1",
                "[::1]:16686",
                "[::FFFF:127.0.0.1]",
                "host.docker.internal:4318"
            })
    void answersRequestsForThisMachine(String host) throws Exception {
        try (TestDoor door = new TestDoor("127.0.0.1", Map.of(), ClientCertificates.NONE)) {
            assertThat(door.send("GET / HTTP/1.1\r\nHost: " + host)).endsWith("passed");
        }
    }

    @Test
    void answersRequestsWithoutAHost() throws Exception {
        try (TestDoor door = new TestDoor("localhost", Map.of(), ClientCertificates.NONE)) {
            assertThat(door.send("GET / HTTP/1.0")).endsWith("passed");
        }
    }

    @Test
    void leavesOtherNamesToTokensAndToServersOfANetwork() throws Exception {
        Path tokens = Files.createFile(folder.resolve("tokens"));
        String request = "GET / HTTP/1.1\r\nHost: dapper.example";

        try (TestDoor door =
                new TestDoor("127.0.0.1", Map.of("dapper.tokens.file", tokens.toString()), ClientCertificates.NONE)) {
            assertThat(door.send(request)).startsWith("HTTP/1.1 401 ");
        }
        try (TestDoor door = new TestDoor("0.0.0.0", Map.of(), ClientCertificates.NONE)) {
            assertThat(door.send(request)).endsWith("passed");
        }
    }
}
