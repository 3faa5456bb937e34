// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dapper.smoke.run.Http;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends requests to a server whose servlet queries H2, and expects exactly the two spans of each. */
final class TracedRequests {
    private static final String PARENT = "00f067aa0ba902b7";

    private final OtlpReceiver receiver;
    private final Program server;
    private final int port;
    private final String path;

    TracedRequests(OtlpReceiver receiver, Program server, int port, String path) {
        this.receiver = receiver;
        this.server = server;
        this.port = port;
        this.path = path;
    }

    void areTracedAs(String serviceName) {
        awaitAnswer();
        // Late spans of the first request would arrive with the second.
        List<String> traces = List.of("4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4737");
        for (String trace : traces) {
            var response = Http.get(url(), "traceparent", "00-" + trace + '-' + PARENT + "-01");
            assertThat(response.statusCode()).as(server.toString()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("42");
            // The query of a slow request arrives before the request.
            receiver.awaitSpans(
                    "trace " + trace + " of " + server, all -> of(trace, all).size() >= 2);
        }
        for (String trace : traces) {
            assertIsServletWithQuery(of(trace, receiver.spans()));
        }
        assertThat(receiver.serviceNames()).containsExactly(serviceName);
        assertThat(Stream.concat(server.standardOutput().stream(), server.standardError().stream()))
                .noneMatch(line -> line.contains("[dapper] WARN"));
    }

    /** Waits until the server and its application have started. */
    void awaitAnswer() {
        long deadline = System.nanoTime() + Program.PATIENCE.toNanos();
        while (!answers()) {
            if (!server.process().isAlive() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("no answer from " + server);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private boolean answers() {
        try {
            return Http.get(url()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String url() {
        return "http://127.0.0.1:" + port + path;
    }

    private void assertIsServletWithQuery(List<Span> spans) {
        assertThat(spans)
                .extracting(Span::getKind)
                .containsExactlyInAnyOrder(Span.SpanKind.SPAN_KIND_SERVER, Span.SpanKind.SPAN_KIND_CLIENT);
        boolean serverFirst = spans.get(0).getKind() == Span.SpanKind.SPAN_KIND_SERVER;
        Span request = spans.get(serverFirst ? 0 : 1);
        Span query = spans.get(serverFirst ? 1 : 0);
        assertThat(request.getParentSpanId()).isEqualTo(bytes(PARENT));
        assertThat(attributes(request))
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("url.path", path);
        assertThat(query.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(attributes(query))
                .containsEntry("db.system.name", "h2database")
                .containsEntry("db.query.text", "select ? + ?");
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        attribute -> attribute.getValue().hasIntValue()
                                ? Long.toString(attribute.getValue().getIntValue())
                                : attribute.getValue().getStringValue()));
    }

    private static List<Span> of(String trace, List<Span> spans) {
        ByteString id = bytes(trace);
        return spans.stream().filter(span -> span.getTraceId().equals(id)).toList();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
