// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.OpenSpans;
import dapper.bootstrap.SpanKind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of a container whose own entry point is woven: every request with a response has one SERVER span, no
 * matter which part of the container or the application responds, and all its callbacks belong to the request. The
 * application is that of {@code dapper.javaagent.testing.javax} or {@code jakarta}. In addition the container serves
 * the folder of {@link #writeFiles} at {@code /files}, with its default servlet and {@code index.html} as welcome file,
 * and nothing at all at {@code /nowhere}. At {@code /raw/hello} a handler of the container's own interface, which no filter
 * or servlet follows, responds with {@link HandlerWork#work work("handler")}; at {@code /raw/throw} it throws
 * {@code new IllegalStateException("broken")}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class ServletContainerContract extends NonBlockingContract {

    @Override
    protected final boolean weavesApi() {
        return false;
    }

    /** Returns whether a request with a malformed method is rejected. */
    protected boolean answersMalformedRequests() {
        return true;
    }

    /**
     * Returns whether the container ends an asynchronous request whose client cancels the stream after the response has
     * begun; if not, the request is sent as unfinished.
     */
    protected boolean endsCancelledStreams() {
        return true;
    }

    /** Returns whether a stream ends with its response even if its body goes on. */
    protected boolean endsUnreadStreams() {
        return true;
    }

    protected static void writeFiles(Path folder) throws IOException {
        Files.writeString(folder.resolve("hello.txt"), "hello");
        Files.createDirectories(folder.resolve("d"));
        Files.writeString(folder.resolve("d").resolve("index.html"), "welcome");
    }

    /** Sends a request to a path that need not be that of the application. */
    protected final HttpResponse<String> getOutside(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri("").resolve(path)).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "/lambda-filter, /app/*",
        "/proxy-filter, /app/*",
        "/named-filter, /app/*",
        "/proxy-servlet, /app/proxy-servlet"
    })
    void everyKindOfClassMayAnswer(String path, String route) throws Exception {
        HttpResponse<String> response = get(path);

        RecordedSpan server = takeWithChild("handler");
        assertThat(response.body()).isEqualTo(server.traceId());
        Map<String, Object> attributes = attributes("GET", path, 200);
        attributes.put("http.route", route);
        assertThat(server)
                .hasName("GET " + route)
                .hasKind(SpanKind.SERVER)
                .hasNoError()
                .hasExactlyAttributes(attributes);
    }

    @Test
    void aHandlerWithoutServletsMayAnswer() throws Exception {
        HttpResponse<String> response = getOutside("/raw/hello");

        RecordedSpan server = takeWithChild("handler");
        assertThat(response.body()).isEqualTo(server.traceId());
        assertThat(server)
                .hasName("GET")
                .hasKind(SpanKind.SERVER)
                .hasNoError()
                .hasNoAttribute("http.route")
                .hasAttribute("url.path", "/raw/hello")
                .hasAttribute("http.response.status_code", 200);
    }

    @Test
    void theExceptionOfAHandlerWithoutServletsIsThatOfTheRequest() throws Exception {
        try {
            assertThat(getOutside("/raw/throw").statusCode()).isEqualTo(500);
        } catch (IOException e) {
            // Over HTTP/2 a container may reset the stream before the client has read the answer.
            assertThat(e).hasMessageContaining("RST_STREAM");
        }

        assertThat(spans().takeOne())
                .hasName("GET")
                .hasException(IllegalStateException.class, "broken")
                .hasAttribute("http.response.status_code", 500);
    }

    @ParameterizedTest
    @CsvSource({"/files/hello.txt, hello", "/files/d/, welcome"})
    void staticResourcesHaveTheRouteOfTheDefaultServlet(String path, String body) throws Exception {
        assertThat(getOutside(path).body()).isEqualTo(body);

        assertThat(spans().takeOne())
                .hasName("GET /files/*")
                .hasKind(SpanKind.SERVER)
                .hasAttribute("http.route", "/files/*")
                .hasAttribute("url.path", path)
                .hasAttribute("http.response.status_code", 200);
    }

    @Test
    void aRequestThatNoApplicationTakesHasNoRoute() throws Exception {
        assertThat(getOutside("/nowhere/at/all").statusCode()).isEqualTo(404);

        assertThat(spans().takeOne())
                .hasName("GET")
                .hasKind(SpanKind.SERVER)
                .hasNoError()
                .hasNoAttribute("http.route")
                .hasAttribute("url.path", "/nowhere/at/all")
                .hasAttribute("http.response.status_code", 404);
    }

    @Test
    void aMalformedRequestIsOneRequest() throws Exception {
        assumeTrue(answersMalformedRequests() && !overHttp2());
        assertThat(statusOf("G@T /app/plain HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .isEqualTo("400");

        RecordedSpan server = takeRejected(400);
        assertThat(server).hasNoError().hasNoAttribute("http.route");
        assertThat(server.attributes().get("http.request.method")).isNotEqualTo("GET");
    }

    /** Containers differ in the defects that they tolerate, and in the part that finds each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /app/%zz HTTP/1.1|Host: localhost",
                "GET /app/pl%00ain HTTP/1.1|Host: localhost",
                "GET app/plain HTTP/1.1|Host: localhost",
                "GET /app/plain HTTP/4.0|Host: localhost",
                "GET /app/plain HTTP/1.1|Host: local@host:x",
                "GET /app/plain HTTP/1.1|Host: localhost|H@ader: (: x",
                "GET /app/plain HTTP/1.1|Host: localhost|Content-Length: many",
                "GET /app/plain HTTP/1.1|Host: localhost|Content-Length: 1|Content-Length: 2",
                "GET /app/plain HTTP/1.1|Host: localhost|Transfer-Encoding: unknown",
            })
    void aMalformedRequestIsOneRequestIfItIsAnswered(String lines) throws Exception {
        assumeTrue(!overHttp2());
        String upgrade = "|Connection: close, Upgrade|Upgrade: contract|";
        int afterFirst = lines.indexOf('|');
        for (String all : new String[] {
            lines + "|Connection: close|",
            lines + upgrade,
            lines.substring(0, afterFirst) + upgrade + lines.substring(afterFirst + 1) + '|'
        }) {
            String status = statusOf((all + '|').replace("|", "\r\n"));
            if (status.equals("200")) {
                takeWithChild("handler");
            } else if (!status.isEmpty()) {
                takeRejected(Integer.parseInt(status));
            }
        }
    }

    /** Returns the status of the response, empty if the connection is closed without one. */
    protected final String statusOf(String request) throws IOException {
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send(request);
            return status(connection.statusLine());
        }
    }

    /**
     * Returns the statuses of the responses to two requests of one connection. A client that goes away after the first
     * response may do so before the server has begun the second.
     */
    protected final List<String> statusesOf(String requests) throws IOException {
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send(requests);
            return List.of(status(connection.statusLine()), status(connection.nextStatusLine()));
        }
    }

    private static String status(String line) {
        return line.isEmpty() ? line : line.split(" ")[1];
    }

    /** Jetty makes up a request with one of these paths for a message that it cannot read. */
    @ParameterizedTest
    @ValueSource(strings = {"/badMessage", "/badRequest", "/badURI"})
    void aRequestWithoutHeadersHasThePathOfItsClient(String path) throws Exception {
        assumeTrue(!overHttp2());
        assertThat(statusOf("GET " + path + " HTTP/1.0\r\n\r\n")).isEqualTo("404");

        assertThat(spans().takeOne())
                .hasName("GET")
                .hasAttribute("http.request.method", "GET")
                .hasAttribute("url.path", path);
    }

    private RecordedSpan takeRejected(int status) {
        RecordedSpan server = spans().takeOne();
        assertThat(server)
                .hasKind(SpanKind.SERVER)
                .isRoot()
                .hasAttribute("http.response.status_code", status)
                .hasAttribute("network.peer.address", "127.0.0.1");
        return server;
    }

    @Test
    void theListenersOfAnAsynchronousRequestBelongToIt() throws Exception {
        assertThat(get("/async/callbacks").statusCode()).isEqualTo(200);

        takeWithChildren("timeout", "complete");
    }

    @Test
    void anExceptionAfterStartAsyncIsTheEndOfTheRequest() throws Exception {
        RecordedSpan server = overHttp2() ? throwAtOnceOverHttp2() : throwAtOnceOverHttp1();
        assertThat(server)
                .hasName("GET " + route("/async/throw-at-once"))
                .hasException(IllegalStateException.class, "broken")
                .hasAttribute("http.response.status_code", 500);
    }

    private RecordedSpan throwAtOnceOverHttp2() throws IOException {
        try (RawHttp2Connection connection = new RawHttp2Connection(uri(""))) {
            connection.request("GET", "http", "/app/async/throw-at-once");
            connection.send();
            connection.answers(1);
            return takeWithChildren("handler");
        }
    }

    private RecordedSpan throwAtOnceOverHttp1() throws IOException {
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send("GET /app/async/throw-at-once HTTP/1.1\r\nHost: localhost\r\n\r\n");

            // Tomcat 9 closes the connection without an answer, whereupon a real client would repeat the request.
            assertThat(connection.statusLine()).matches("HTTP/1.1 500.*|");
        }
        return takeWithChildren("handler");
    }

    @Test
    void anExceptionInAListenerIsStillOneRequest() throws Exception {
        int status = get("/async/broken-callback").statusCode();

        assertThat(spans().takeOne())
                .hasName("GET " + route("/async/broken-callback"))
                .hasAttribute("http.response.status_code", status);
    }

    @Test
    void aDispatchAfterTheEndIsNoRequest() throws Exception {
        assertThat(get("/async/complete-then-dispatch").statusCode()).isEqualTo(200);

        assertThat(spans().takeOne()).hasExactlyAttributes(attributes("GET", "/async/complete-then-dispatch", 200));
    }

    @Test
    void aClientThatGoesAwayEndsItsRequestAllTheSame() throws Exception {
        assumeTrue(!overHttp2());
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send("GET /app/async/gone HTTP/1.1\r\nHost: localhost\r\n\r\n");
            connection.reset();
        }
        assertThat(spans().takeOne()).hasKind(SpanKind.SERVER).hasAttribute("url.path", "/app/async/gone");
    }

    /** Jetty 12 begins a request with an {@code Upgrade} header later than others. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: Upgrade|Upgrade: contract|"})
    void aSecondRequestOfAConnectionIsAnotherOne(String headers) throws Exception {
        assumeTrue(!overHttp2());
        String request = "GET /app/status?code=204 HTTP/1.1|Host: localhost|";
        assertThat(statusesOf((request + '|' + request + headers + '|').replace("|", "\r\n")))
                .containsExactly("204", "204");
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0).traceId()).isNotEqualTo(spans.get(1).traceId());
    }

    /** The last test: Tomcat may answer a request that follows with 500 (RATIONALE.md). */
    @Test
    @Order(Integer.MAX_VALUE)
    void aStreamThatTheClientCancelsEndsItsRequestAllTheSame() throws Exception {
        assumeTrue(overHttp2() && endsCancelledStreams());
        try (RawHttp2Connection connection = new RawHttp2Connection(uri(""))) {
            int cancelled = connection.request("GET", "http", "/app/async/cancelled");
            connection.send();
            connection.awaitHeaders();
            connection.cancel(cancelled);
            connection.send();

            assertThat(spans().takeOne()).hasKind(SpanKind.SERVER).hasAttribute("url.path", "/app/async/cancelled");
        }
    }

    /** Jetty resets such a stream and does not use its objects again. */
    @Test
    void aRequestWhoseBodyNobodyReadsEndsWithItsResponse() throws Exception {
        assumeTrue(overHttp2() && endsUnreadStreams());
        try (RawHttp2Connection connection = new RawHttp2Connection(uri(""))) {
            int stream = connection.upload("/app/plain");
            connection.send();
            assertThat(connection.answers(1)).containsEntry(stream, 200);

            assertThat(takeWithChild("handler"))
                    .hasName("POST /app/plain")
                    .hasKind(SpanKind.SERVER)
                    .hasNoError()
                    .hasAttribute("http.response.status_code", 200);
        }
    }

    @Test
    void aRequestThatTheContainerNeverEndsIsSentUnfinished() throws Exception {
        assumeTrue(overHttp2() && !endsUpgradesWithBody());
        OpenSpans open = AgentExtension.watchOpenSpans();
        HttpRequest request = request("/plain")
                .POST(HttpRequest.BodyPublishers.ofString("data"))
                .build();
        HttpClient upgrading =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        assertThat(upgrading.send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(open.sweep(0, 10)).isOne();

        assertThat(takeWithChild("handler"))
                .hasName("POST /app/plain")
                .hasKind(SpanKind.SERVER)
                .hasAttribute("dapper.span.unfinished", true);
    }

    /** A container that only resets the stream or the connection has seen no request. */
    @ParameterizedTest
    @CsvSource({
        "G@T, /app/plain, http",
        "GET, app/plain, http",
        "GET, /app/%zz, http",
        "GET, /app/plain, g@pher",
    })
    void aMalformedStreamIsOneRequestIfItIsAnswered(String method, String path, String scheme) throws Exception {
        assumeTrue(overHttp2());
        // Closing may make the end of a request fail.
        try (RawHttp2Connection connection = new RawHttp2Connection(uri(""))) {
            int stream = connection.request(method, scheme, path);
            connection.send();
            takeMalformed(connection.answers(1).getOrDefault(stream, RawHttp2Connection.NO_ANSWER));
        }
    }

    private void takeMalformed(int status) {
        if (status == 200) {
            takeWithChild("handler");
        } else if (status == RawHttp2Connection.OTHER_STATUS) {
            assertThat(spans().takeOne()).hasKind(SpanKind.SERVER);
        } else if (status != RawHttp2Connection.NO_ANSWER) {
            assertThat(spans().takeOne())
                    .hasKind(SpanKind.SERVER)
                    .isRoot()
                    .hasNoError()
                    .hasAttribute("http.response.status_code", status);
        }
    }
}
