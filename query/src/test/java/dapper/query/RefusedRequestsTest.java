// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(problemOf(status, exchange(request + "\r\n")).get("detail").asText())
                .isNotEmpty();
    }

    private JsonNode problem(int status, String requestLine) throws IOException {
        return problemOf(status, exchange(requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }

    private static JsonNode problemOf(int status, String answer) throws IOException {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        String[] headAndBody = answer.split("\r\n\r\n", 2);
        assertThat(headAndBody[0]).containsIgnoringCase("Content-Type: application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(headAndBody[1]);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%4", "%+1", "%ff", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "a%C3", "\u00ff"})
    void nameTheParameterThatIsNoPercentEncodedText(String broken) throws Exception {
        for (String path : List.of("/api/v1/traces", "/api/v1/operations", "/search", "/viewer/app.js", "/nowhere")) {
            JsonNode problem = problem(400, "GET " + path + "?limit=1&service=" + broken);

            assertThat(problem.get("parameter").asText()).as(path).isEqualTo("service");
            assertThat(problem.get("detail").asText())
                    .startsWith("The parameter service is not percent-encoded UTF-8: ")
                    .endsWith("Write a percent sign as %25 and any other character as the escapes of its UTF-8 bytes,"
                            + " such as %C3%A9.");
        }
        assertThat(problem(400, "GET /api/v1/traces?tag=a:1&" + broken + "=1").get("parameter"))
                .isNotNull();
        assertThat(problem(400, "GET /api/v1/traces/" + broken).get("detail").asText())
                .contains("%25");
        assertThat(problem(400, "GET /trace/" + broken).get("detail").asText()).contains("%25");
    }

    @Test
    void takesEveryCharacterThatIsEncoded() {
        for (String name : List.of("100%", "a+b c", "h\u00e9", "\ud83d\ude00", "\ufffd", "\u0000", "&=#?")) {
            HttpAnswer answer = service.get("/api/v1/operations?service=" + URLEncoder.encode(name, UTF_8));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("service").asText()).isEqualTo(name);
        }
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
