// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The contract of a container whose own entry point is woven: every request with a response has one SERVER span, no
 * matter which part of the container or the application responds, and all its callbacks belong to the request. The
 * application is that of {@code dapper.javaagent.testing.javax} or {@code jakarta}. In addition the container serves
 * the folder of {@link #writeFiles} at {@code /files}, with its default servlet and {@code index.html} as welcome file,
 * and nothing at all at {@code /nowhere}.
 */
public abstract class ServletContainerContract extends ServletContract {

    @Override
    protected final boolean weavesApi() {
        return false;
    }

    /** Returns whether the API has listeners for non-blocking input and output, Servlet 3.1. */
    protected boolean isNonBlocking() {
        return true;
    }

    /** Returns whether a request with a malformed method is rejected. */
    protected boolean answersMalformedRequests() {
        return true;
    }

    /** Returns whether the container ends a request whose client cancels the stream after the response has begun. */
    protected boolean endsCancelledStreams() {
        return true;
    }

    /** Returns whether a malformed HTTP/2 request that is answered reaches the woven part of the container. */
    protected boolean seesMalformedStreams() {
        return true;
    }

    protected static void writeFiles(Path folder) throws IOException {
        Files.writeString(folder.resolve("hello.txt"), "hello");
        Files.createDirectories(folder.resolve("d"));
        Files.writeString(folder.resolve("d").resolve("index.html"), "welcome");
    }

    private HttpResponse<String> getOutside(String path) throws Exception {
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
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send("G@T /app/plain HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(connection.statusLine()).contains(" 400");
        }
        assertThat(spans().takeOne())
                .hasKind(SpanKind.SERVER)
                .isRoot()
                .hasNoError()
                .hasNoAttribute("http.route")
                .hasAttribute("http.response.status_code", 400)
                .hasAttribute("network.peer.address", "127.0.0.1");
    }

    @Test
    void theListenersOfAnAsynchronousRequestBelongToIt() throws Exception {
        assertThat(get("/async/callbacks").statusCode()).isEqualTo(200);

        takeWithChildren("timeout", "complete");
    }

    @Test
    void theCallbacksOfNonBlockingInputBelongToTheRequest() throws Exception {
        assumeTrue(isNonBlocking());
        HttpRequest request = request("/non-blocking/read")
                .POST(HttpRequest.BodyPublishers.ofString("some data"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        RecordedSpan server = takeWithChildren("data available", "all data read");
        assertThat(server).hasName("POST /app/non-blocking/*");
    }

    @Test
    void theCallbacksOfNonBlockingOutputBelongToTheRequest() throws Exception {
        assumeTrue(isNonBlocking());
        assertThat(get("/non-blocking/write").body()).isEqualTo("written");

        takeWithChildren("write possible");
    }

    @Test
    void anExceptionAfterStartAsyncIsTheEndOfTheRequest() throws Exception {
        if (overHttp2()) {
            try (RawHttp2Connection connection = new RawHttp2Connection(uri(""))) {
                connection.request("GET", "http", "/app/async/throw-at-once");
                connection.send();
                connection.answers(1);
            }
        } else {
            throwAtOnceOverHttp1();
        }

        RecordedSpan server = takeWithChildren("handler");
        assertThat(server)
                .hasName("GET " + route("/async/throw-at-once"))
                .hasException(IllegalStateException.class, "broken")
                .hasAttribute("http.response.status_code", 500);
    }

    private void throwAtOnceOverHttp1() throws IOException {
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send("GET /app/async/throw-at-once HTTP/1.1\r\nHost: localhost\r\n\r\n");

            // Tomcat 9 closes the connection without an answer, whereupon a real client would repeat the request.
            assertThat(connection.statusLine()).matches("HTTP/1.1 500.*|");
        }
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

    @Test
    void aSecondRequestOfAConnectionIsAnotherOne() throws Exception {
        assumeTrue(!overHttp2());
        URI server = uri("");
        try (RawConnection connection = new RawConnection(server)) {
            String request = "GET /app/status?code=204 HTTP/1.1\r\nHost: localhost\r\n\r\n";
            connection.send(request + request);

            assertThat(connection.statusLine()).contains(" 204");
        }
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0).traceId()).isNotEqualTo(spans.get(1).traceId());
    }

    @Test
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

    /** A container that only resets the stream or the connection has seen no request. */
    @ParameterizedTest
    @CsvSource({
        "G@T, /app/plain, http",
        "GET, app/plain, http",
        "GET, /app/%zz, http",
        "GET, /app/plain, g@pher",
    })
    void aMalformedStreamIsOneRequestIfItIsAnswered(String method, String path, String scheme) throws Exception {
        assumeTrue(overHttp2() && seesMalformedStreams());
        int status;
        try (RawHttp2Connection connection = new RawHttp2Connection(uri(""))) {
            int stream = connection.request(method, scheme, path);
            connection.send();
            status = connection.answers(1).getOrDefault(stream, RawHttp2Connection.NO_ANSWER);
        }
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
