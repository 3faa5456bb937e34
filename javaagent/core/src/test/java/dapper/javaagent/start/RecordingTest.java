// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RecordingTest {
    private static final AttributeKey HTTP_ROUTE = AttributeKey.of("http.route");

    @Test
    void sendsWhatWasRecordedBeforeTheConnectionExists() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = Recording.start(
                        AgentConfig.load("otel.service.name=shop;otel.exporter.otlp.endpoint=" + server.endpoint()))) {
            TraceContext root = Tracer.startLocalRoot(null, "GET /cart", SpanKind.SERVER, null, "/cart");
            assertThat(root).isInstanceOf(Span.class);
            Span child = Tracer.startChild((Span) root, "SELECT", SpanKind.CLIENT, null);
            child.end();
            ((Span) root).set(HTTP_ROUTE, "/cart").end();

            assertThat(recording.flush(60_000)).isTrue();

            assertThat(server.spans()).extracting(span -> span.getName()).containsExactly("GET /cart", "SELECT");
            assertThat(recording.counts()).hasToString("recorded 2, exported 2, queued 0");
        }
    }
}
