// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.testing.LogLines;
import dapper.server.tls.ClientCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RefusedRequestsTest {
    @TempDir
    Path folder;

    @Test
    void areCountedByReason() throws Exception {
        try (TestDoor door = new TestDoor("127.0.0.1", Map.of(), ClientCertificates.NONE)) {
            door.awaitMetric("dapper_test_refused_total{reason=\"misdirected\"} 0.0");
            door.send("GET / HTTP/1.1\r\nHost: evil.example");
            door.send("GET / HTTP/1.1\r\nHost: localhost");
            door.send("POST / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site");

            door.awaitMetric("dapper_test_refused_total{reason=\"forbidden\"} 1.0");
            door.awaitMetric("dapper_test_refused_total{reason=\"misdirected\"} 1.0");
            door.awaitMetric("dapper_test_refused_total{reason=\"unauthenticated\"} 0.0");
        }
    }

    @Test
    void areLoggedOnceAMinuteWithoutTheToken() throws Exception {
        Token agents = Token.random();
        Token admin = Token.random();
        Path file = Files.writeString(
                folder.resolve("tokens"),
                TokenLine.format("agents", "ingest", "", agents) + "\n"
                        + TokenLine.format("admin", "admin", "", admin));
        try (TestDoor door = new TestDoor(
                        "127.0.0.1", Map.of("dapper.tokens.file", file.toString()), ClientCertificates.NONE);
                LogLines log = new LogLines()) {
            door.send("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer guess");
            // An answer may arrive before its request is logged, and the line names the latest request.
            while (log.with("refused").isEmpty()) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 9; i++) {
                door.send("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + agents.text());
            }
            String metrics = "";
            while (!metrics.contains("dapper_test_refused_total{reason=\"forbidden\"} 9.0")) {
                metrics = door.send("GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + admin.text());
            }

            assertThat(metrics).contains("dapper_test_refused_total{reason=\"unauthenticated\"} 1.0");
            assertThat(log.with("refused"))
                    .singleElement()
                    .asString()
                    .endsWith("requests refused by the test server since the last such line: 1; the latest came from"
                            + " 127.0.0.1: it had no valid token (dapper_test_refused_total counts all)");
            assertThat(log.with("guess")).isEmpty();
        }
    }
}
