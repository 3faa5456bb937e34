// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.call.CallKind;
import dapper.javaagent.testing.CalledServer.Received;
import dapper.sampling.testing.ReservedPort;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of every HTTP client. */
public abstract class HttpClientContract extends HttpClientHeadersContract {
    /** The result that the application gets. */
    public record Answer(int status, String body) {}

    /**
     * Sends a POST with a body in which every object that an application can implement is
     * {@linkplain WatchedObjects watched}. Does not send anything if the client accepts no such objects, which is the
     * default.
     *
     * @return false if nothing was sent
     */
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        return false;
    }

    /** The time to wait for a response: short if none will come, otherwise as long as a busy machine may need. */
    protected static int patienceMillis(URI uri) {
        return "/hang".equals(uri.getPath()) ? 1_000 : 60_000;
    }

    /** The protocol version of the client's connections; null if the client does not show it. */
    protected @Nullable String protocolVersion() {
        return "1.1";
    }

    /** The {@code error.type} in the span if the application catches this exception. */
    protected String errorType(Throwable thrown) {
        return thrown.getClass().getName();
    }

    /** Returns whether a call begins before its client has a connection. */
    protected boolean beginsBeforeConnecting() {
        return true;
    }

    /** Returns whether the client sends a request whose URL has a user and a password. */
    protected boolean acceptsUserInfo() {
        return true;
    }

    /** The attributes of a call with a response. */
    protected final Map<String, Object> attributes(String method, URI uri, int status) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("http.request.method", method);
        attributes.put("url.full", uri.toString());
        attributes.put("server.address", uri.getHost());
        attributes.put("server.port", uri.getPort());
        attributes.put("http.response.status_code", status);
        String version = protocolVersion();
        if (version != null) {
            attributes.put("network.protocol.version", version);
        }
        return attributes;
    }

    @Test
    void asksTheApplicationsOwnObjectsNothing() throws Exception {
        WatchedObjects withoutAgent = new WatchedObjects();
        TraceContext before = Current.swap(UnsampledContext.SUPPRESSED);
        try {
            assumeTrue(sendWatched(uri("/ok?a=b"), "x", withoutAgent));
        } finally {
            Current.set(before);
        }
        assertThat(withoutAgent.calls()).isNotEmpty();
        forgetRequests();

        WatchedObjects recorded = new WatchedObjects();
        sendWatched(uri("/ok?a=b"), "x", recorded);
        RecordedSpan span = spans().takeOne();
        serverGotOneRequestOf(span);
        assertThat(span).hasName("POST").hasNoError().hasExactlyAttributes(attributes("POST", uri("/ok?a=b"), 200));
        recorded.assertSameCallsAs(withoutAgent);

        WatchedObjects unsampled = new WatchedObjects();
        Traces.inUnsampledTrace(() -> sendWatched(uri("/ok?a=b"), "x", unsampled));
        unsampled.assertSameCallsAs(withoutAgent);
    }

    @Test
    void makesOneSpanPerCall() throws Exception {
        Answer answer = get("/ok?a=b");

        RecordedSpan client = spans().takeOne();
        assertThat(answer).isEqualTo(new Answer(200, "ok"));
        assertThat(client)
                .hasName("GET")
                .hasKind(SpanKind.CLIENT)
                .isRoot()
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes("GET", uri("/ok?a=b"), 200));
        serverGotOneRequestOf(client);
    }

    @Test
    void isTheChildOfWhatCalls() throws Exception {
        Traces.inSpan("parent", () -> get("/ok"));

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1)).hasName("GET").isChildOf(spans.get(0));
        serverGotOneRequestOf(spans.get(1));
    }

    @Test
    void leavesBodiesAlone() throws Exception {
        Answer answer = send("POST", uri("/ok"), Map.of("X-Own", "kept"), "hello");

        RecordedSpan client = spans().takeOne();
        assertThat(answer).isEqualTo(new Answer(200, "okhello"));
        assertThat(client).hasName("POST").hasExactlyAttributes(attributes("POST", uri("/ok"), 200));
        List<Received> received = server.takeReceived();
        assertThat(received).hasSize(1);
        assertThat(received.get(0).method()).isEqualTo("POST");
        assertThat(received.get(0).body()).isEqualTo("hello");
        assertThat(received.get(0).headers()).containsEntry("x-own", List.of("kept"));
    }

    @Test
    void anAnswerFrom400OnIsAnError() throws Exception {
        Map<String, Integer> paths = Map.of("/missing", 404, "/failing", 500);
        for (Map.Entry<String, Integer> path : paths.entrySet()) {
            int status = path.getValue();

            Answer answer = get(path.getKey());

            RecordedSpan client = spans().takeOne();
            Map<String, Object> attributes = attributes("GET", uri(path.getKey()), status);
            attributes.put("error.type", String.valueOf(status));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(client).hasError(String.valueOf(status)).hasNoEvents().hasExactlyAttributes(attributes);
            assertThat(client.statusDescription()).isNull();
            serverGotOneRequestOf(client);
        }
    }

    @Test
    void recordsThatNobodyListens() {
        assumeTrue(beginsBeforeConnecting());
        try (ReservedPort nobody = new ReservedPort()) {
            failsToReach(URI.create("http://localhost:" + nobody.number() + "/"));
        }
    }

    @Test
    void recordsThatTheHostIsUnknown() {
        assumeTrue(beginsBeforeConnecting());
        failsToReach(URI.create("http://nowhere.invalid:8080/"));
    }

    @Test
    void recordsThatTheTimeIsOver() throws Exception {
        get("/ok"); // loads the client's classes, which may take longer than the time that follows
        spans().takeOne();
        forgetRequests();
        RecordedSpan client = failsToReach(uri("/hang"));

        Received received = server.awaitHanging(client.traceId());
        assertThat(received.traceparent()).contains(client.spanId());
        assertThat(server.takeReceived()).isEmpty();
    }

    private RecordedSpan failsToReach(URI uri) {
        Throwable thrown = catchThrowable(() -> send("GET", uri, Map.of(), ""));

        assertThat(thrown).isNotNull();
        Map<String, Object> attributes = attributes("GET", uri, 0);
        attributes.remove("http.response.status_code");
        attributes.remove("network.protocol.version");
        attributes.put("error.type", errorType(thrown));
        RecordedSpan client = spans().takeOne();
        assertThat(client).hasError(errorType(thrown)).hasExactlyAttributes(attributes);
        assertThat(client.events()).extracting(RecordedEvent::name).containsExactly("exception");
        return client;
    }

    @Test
    void aRedirectedCallIsOneCall() throws Exception {
        assumeTrue(followsRedirects());
        assertThat(get("/redirect")).isEqualTo(new Answer(200, "ok"));

        RecordedSpan client = spans().takeOne();
        assertThat(client).hasNoError().hasExactlyAttributes(attributes("GET", uri("/redirect"), 200));
        List<Received> received = server.takeReceived();
        assertThat(received).extracting(Received::path).containsExactly("/redirect", "/ok");
        assertThat(received)
                .extracting(Received::traceparent)
                .allSatisfy(header -> assertThat(header).contains(client.traceId() + "-" + client.spanId()));
    }

    @Test
    void tellsTheServerWhatIsNotRecorded() throws Exception {
        Traces.inUnsampledTrace(() -> get("/ok"));

        List<Received> received = server.takeReceived();
        assertThat(received).hasSize(1);
        assertThat(received.get(0).traceparent()).contains(Traces.UNSAMPLED_TRACE_ID);
        assertThat(isSampled(received.get(0))).isFalse();
    }

    @Test
    void tellsTheServerWhatTheSamplerDropped() throws Exception {
        AgentExtension.sampling(false);

        get(redirectedPath());

        List<Received> received = server.takeReceived();
        assertThat(received).hasSize(followsRedirects() ? 2 : 1);
        assertThat(received).noneMatch(HttpClientHeadersContract::isSampled);
        assertThat(received)
                .extracting(Received::traceparent)
                .containsOnly(received.get(0).traceparent());
    }

    @Test
    void theListenerSeesEachCallOnceSampledOrNot() throws Exception {
        // A client may return before its call has ended.
        try (EndedCalls ended = new EndedCalls(CallKind.HTTP_CLIENT)) {
            get(redirectedPath());
            ended.assertNextTo("localhost", server.port(), "GET", 200, null);
            spans().takeOne();
            Traces.inUnsampledTrace(() -> get(redirectedPath()));
            ended.assertNextTo("localhost", server.port(), "GET", 200, null);
            AgentExtension.sampling(false);
            get(redirectedPath());
            ended.assertNextTo("localhost", server.port(), "GET", 200, null);
        }
    }

    @Test
    void hidesCredentials() throws Exception {
        String rest = "localhost:" + server.port() + "/ok?sig=";
        URI uri = URI.create("http://" + (acceptsUserInfo() ? "user:secret@" : "") + rest + "secret");

        send("GET", uri, Map.of(), "");

        RecordedSpan client = spans().takeOne();
        assertThat(client)
                .hasAttribute(
                        "url.full", "http://" + (acceptsUserInfo() ? "REDACTED:REDACTED@" : "") + rest + "REDACTED")
                .hasAttribute("server.address", "localhost");
        serverGotOneRequestOf(client);
    }

    @Test
    void keepsConcurrentCallsApart() throws Exception {
        int threads = 8;
        int callsEach = 10;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    for (int call = 0; call < callsEach; call++) {
                        Traces.inSpan("parent", () -> get("/ok"));
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }

        Map<String, RecordedSpan> parents = new HashMap<>();
        List<RecordedSpan> clients = new ArrayList<>();
        for (RecordedSpan span : spans().take(2 * threads * callsEach)) {
            if (span.kind() == SpanKind.CLIENT) {
                clients.add(span);
            } else {
                parents.put(span.spanId(), span);
            }
        }
        Set<String> sent = new HashSet<>();
        for (RecordedSpan client : clients) {
            assertThat(client).isChildOf(Objects.requireNonNull(parents.remove(client.parentSpanId())));
            sent.add(client.traceId() + "-" + client.spanId());
        }
        assertThat(parents).isEmpty();
        assertThat(server.takeReceived())
                .extracting(request -> request.traceparent().substring(3, 52))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void throwsWhatItThrowsWithoutTheAgent() {
        assumeTrue(beginsBeforeConnecting());
        assertThatThrownBy(() -> send("GET", URI.create("http://nowhere.invalid/"), Map.of(), ""))
                .satisfies(thrown -> {
                    for (StackTraceElement frame : thrown.getStackTrace()) {
                        assertThat(frame.getClassName()).doesNotStartWith("dapper.bootstrap");
                    }
                });
        spans().takeOne();
    }
}
