// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.CallKind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of every servlet container, for either name of the API's package. The application is deployed at
 * {@code /app}. Two filters precede everything, the outer one with wrapped requests and responses, for every kind of
 * dispatch. In addition to the handlers of {@link HttpServerContract} there are
 *
 * <ul>
 * <li>servlets at {@code /items/*}, {@code *.act} and {@code /} that behave like {@code /plain};
 * <li>{@code /throw-wrapped}, like {@code /throw}, but inside a {@code ServletException};
 * <li>{@code /forward} and {@code /include}, which dispatch to {@code /plain};
 * <li>{@code /spring}, which stores {@code /owners/{id}} where Spring MVC stores its pattern;
 * <li>{@code /sent?code=N}, which calls {@code sendError}; for 418 an error page does {@code work("error page")}, with
 * {@code &resample} after switching sampling on;
 * <li>{@code /async/complete}: another thread does {@code work("later")} as its own trace and completes;
 * <li>{@code /async/start}: {@code AsyncContext.start} does {@code work("later")} and completes;
 * <li>{@code /async/dispatch}: another thread dispatches to {@code /plain}, with {@code ?resample} after switching
 * sampling on;
 * <li>{@code /async/twice}: the same by way of {@code /async/dispatch};
 * <li>{@code /async/timeout}: never completes, with a timeout of 400 ms;
 * <li>{@code /async/answered-timeout}: the same, but a listener responds with 202;
 * <li>{@code /async/throw}: another thread dispatches to {@code /throw};
 * <li>{@code /async/now}: completes before the servlet returns.
 * </ul>
 */
public abstract class ServletContract extends HttpServerContract {
    private static final String ROOT = "/app";

    /**
     * Returns whether the tasks of {@code AsyncContext.start} carry contexts, which needs weaving of the API, not the
     * container.
     */
    protected boolean weavesApi() {
        return true;
    }

    /** Returns whether the container lets a request change the protocol; if so, {@code /upgrade} does. */
    protected boolean canUpgrade() {
        return false;
    }

    @Override
    protected final String route(String path) {
        if (path.startsWith("/items") || path.startsWith("/async")) {
            return ROOT + path.substring(0, path.indexOf('/', 1)) + "/*";
        }
        return path.endsWith(".act") ? ROOT + "/*.act" : ROOT + path;
    }

    @ParameterizedTest
    @CsvSource({
        "/items/7, /app/items/*",
        "/items/7/parts/8, /app/items/*",
        "/items, /app/items/*",
        "/save.act, /app/*.act",
        "/deep/er/save.act, /app/*.act",
        "/anything/else, /app/*",
        "/save.other, /app/*",
        "/spring, /app/owners/{id}",
    })
    void namesRequestsByTheirPattern(String path, String route) throws Exception {
        get(path);

        assertThat(takeWithChild("handler"))
                .hasName("GET " + route)
                .hasAttribute("http.route", route)
                .hasAttribute("url.path", ROOT + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/forward", "/include"})
    void dispatchesWithinARequestAreNoRequests(String path) throws Exception {
        HttpResponse<String> response = get(path);

        RecordedSpan server = takeWithChild("handler");
        assertThat(response.body()).isEqualTo(server.traceId());
        assertThat(server).hasName("GET " + route(path)).hasExactlyAttributes(attributes("GET", path, 200));
    }

    @Test
    void namesWhatTheApplicationThrewInsideAServletException() throws Exception {
        assertThat(get("/throw-wrapped").statusCode()).isEqualTo(500);

        assertThat(spans().takeOne()).hasException(IllegalStateException.class, "broken");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void knowsTheStatusOfSendError(int status) throws Exception {
        assertThat(get("/sent?code=" + status).statusCode()).isEqualTo(status);

        assertThat(spans().takeOne()).hasAttribute("http.response.status_code", status);
    }

    @Test
    void anErrorPageBelongsToItsRequest() throws Exception {
        HttpResponse<String> response = get("/sent?code=418");

        RecordedSpan server = takeWithChild("error page");
        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo(server.traceId());
        assertThat(server)
                .hasName("GET " + route("/sent"))
                .hasNoError()
                .hasAttribute("http.response.status_code", 418)
                .hasAttribute("http.route", route("/sent"));
    }

    @Test
    void anErrorPageOfAnUnsampledRequestIsNotSampled() throws Exception {
        AgentExtension.sampling(false);

        HttpResponse<String> response = get("/sent?code=418&resample=true");

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isNotEqualTo("none");
    }

    @Test
    void endsWithTheAsynchronousOperation() throws Exception {
        HttpResponse<String> response = get("/async/complete");

        List<RecordedSpan> spans = spans().take(2);
        RecordedSpan server = spans.get(0);
        RecordedSpan later = spans.get(1);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(server)
                .hasName("GET " + route("/async/complete"))
                .hasKind(SpanKind.SERVER)
                .hasNoError()
                .hasExactlyAttributes(attributes("GET", "/async/complete", 200));
        assertThat(later).hasName("later").isRoot();
        assertThat(server.endEpochNanos()).isGreaterThanOrEqualTo(later.endEpochNanos());
    }

    @Test
    void carriesTheContextIntoTasksOfTheContainer() throws Exception {
        assumeTrue(weavesApi());
        HttpResponse<String> response = get("/async/start");

        RecordedSpan server = takeWithChild("later");
        assertThat(response.body()).isEqualTo(server.traceId());
        assertThat(server).hasExactlyAttributes(attributes("GET", "/async/start", 200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/async/dispatch", "/async/twice"})
    void restoresTheContextInDispatches(String path) throws Exception {
        HttpResponse<String> response = get(path);

        RecordedSpan server = takeWithChild("handler");
        assertThat(response.body()).isEqualTo(server.traceId());
        assertThat(server)
                .hasName("GET " + route(path))
                .hasKind(SpanKind.SERVER)
                .hasExactlyAttributes(attributes("GET", path, 200));
    }

    @Test
    void decidesOnceWhateverIsDispatched() throws Exception {
        AgentExtension.sampling(false);

        assertThat(get("/async/dispatch?resample=true").body()).isNotEqualTo("none");
    }

    @Test
    void staysInTheTraceOfACallerThatDoesNotRecord() throws Exception {
        assertThat(client.send(
                                request("/async/dispatch")
                                        .header("traceparent", traceparent(CALLER_ID, false))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo(TRACE_ID);
    }

    @Test
    void completingAtOnceIsStillOneRequest() throws Exception {
        assertThat(get("/async/now").statusCode()).isEqualTo(200);

        assertThat(spans().takeOne()).hasExactlyAttributes(attributes("GET", "/async/now", 200));
    }

    @Test
    void aTimeoutThatTheContainerAnswersIsAnError() throws Exception {
        int status = get("/async/timeout").statusCode();

        assertThat(status).isGreaterThanOrEqualTo(500);
        Map<String, Object> attributes = attributes("GET", "/async/timeout", status);
        attributes.put("error.type", String.valueOf(status));
        assertThat(spans().takeOne()).hasExactlyAttributes(attributes);
    }

    @Test
    void aTimeoutThatTheApplicationAnswersIsNone() throws Exception {
        assertThat(get("/async/answered-timeout").statusCode()).isEqualTo(202);

        assertThat(spans().takeOne()).hasExactlyAttributes(attributes("GET", "/async/answered-timeout", 202));
    }

    @Test
    void recordsTheExceptionOfADispatch() throws Exception {
        assertThat(get("/async/throw").statusCode()).isEqualTo(500);

        assertThat(spans().takeOne())
                .hasName("GET " + route("/async/throw"))
                .hasException(IllegalStateException.class, "broken")
                .hasAttribute("http.response.status_code", 500);
    }

    @Test
    void anUpgradedConnectionBelongsToItsRequest() throws Exception {
        assumeTrue(canUpgrade() && !overHttp2());
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send(String.join(
                    "\r\n",
                    "GET /app/non-blocking/upgrade HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade",
                    "Upgrade: contract",
                    "",
                    ""));

            assertThat(connection.statusLine()).contains(" 101");
        }
        RecordedSpan server = takeWithChildren("upgraded");
        assertThat(server).hasAttribute("http.response.status_code", 101).hasNoError();
    }

    /** The status of a timeout depends on the container: -1. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/plain, 200, none, 2",
                "/status?code=503, 503, 503, 1",
                "/throw-wrapped, 500, java.lang.IllegalStateException, 1",
                "/sent?code=418, 418, none, 2",
                "/forward, 200, none, 2",
                "/async/now, 200, none, 1",
                "/async/twice, 200, none, 2",
                "/async/throw, 500, java.lang.IllegalStateException, 1",
                "/async/timeout, -1, timeout, 1",
            })
    void theListenerSeesEveryRequestOnceSampledOrNot(String path, int status, String error, int spans)
            throws Exception {
        String operation = "GET " + route(path.split("\\?")[0]);
        try (EndedCalls ended = new EndedCalls(CallKind.HTTP_SERVER)) {
            for (boolean sampled : new boolean[] {true, false}) {
                AgentExtension.sampling(sampled);
                for (int i = 0; i < 2; i++) {
                    int answered = get(path).statusCode();
                    String expected = "timeout".equals(error) ? String.valueOf(answered) : error;
                    ended.assertNext(operation, status < 0 ? answered : status, expected);
                }
            }
        }
        spans().take(2 * spans);
    }

    /** Takes a SERVER span and its children; returns the SERVER span. */
    protected final RecordedSpan takeWithChildren(String... names) {
        List<RecordedSpan> spans = spans().take(1 + names.length);
        RecordedSpan server = spans.get(0);
        assertThat(server).hasKind(SpanKind.SERVER);
        for (RecordedSpan child : spans.subList(1, spans.size())) {
            assertThat(child).isChildOf(server);
        }
        assertThat(spans.subList(1, spans.size()))
                .extracting(RecordedSpan::name)
                .containsExactly(names);
        return server;
    }
}
