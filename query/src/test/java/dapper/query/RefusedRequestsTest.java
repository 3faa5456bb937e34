// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import java.io.IOException;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that the HTTP server refuses before they reach the API get answers in the form of the API. */
class RefusedRequestsTest {
    private QueryService service;

    @BeforeEach
    void start() {
        service = QueryService.start(new InMemoryTraces());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    static Stream<Arguments> requests() {
        String host = "Host: localhost\r\nConnection: close\r\n";
        return Stream.of(
                Arguments.of(414, "GET /api/v1/traces?service=" + "x".repeat(70_000) + " HTTP/1.1\r\n" + host),
                Arguments.of(431, "GET / HTTP/1.1\r\n" + host + "X-Long: " + "x".repeat(70_000) + "\r\n"),
                Arguments.of(400, "GET /%00 HTTP/1.1\r\n" + host),
                Arguments.of(400, "GET /%zz HTTP/1.1\r\n" + host),
                Arguments.of(404, "GET /a/%2e%2e/b HTTP/1.1\r\n" + host),
                Arguments.of(400, "NONSENSE\r\n"),
                Arguments.of(400, "GET / HTTP/1.1\r\nConnection: close\r\n"),
                Arguments.of(400, "GET / HTTP/1.1\r\nHost: localhost\r\nHost: other\r\nConnection: close\r\n"),
                Arguments.of(400, "GET / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n"),
                Arguments.of(505, "GET / HTTP/7.3\r\n" + host),
                Arguments.of(404, "GET /viewer/nothing.js HTTP/1.1\r\n" + host),
                Arguments.of(404, "BREW /coffee HTTP/1.1\r\n" + host),
                Arguments.of(405, "DELETE /api/v1/traces HTTP/1.1\r\n" + host),
                Arguments.of(405, "TRACE /api/v1/traces HTTP/1.1\r\n" + host));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void areAnsweredWithAProblem(int status, String request) throws Exception {
        String answer = exchange(request + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        String[] headAndBody = answer.split("\r\n\r\n", 2);
        assertThat(headAndBody[0]).containsIgnoringCase("Content-Type: application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(headAndBody[1]);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).isNotEmpty();
    }

    @Test
    void takesALongFilter() {
        assertThat(service.get("/api/v1/traces?tag=k:" + "x".repeat(32_000)).status())
                .isEqualTo(200);
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
