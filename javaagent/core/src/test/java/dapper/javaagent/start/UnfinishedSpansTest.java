// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spans that do not end, on their way to a real OTLP server. */
@Timeout(180)
class UnfinishedSpansTest {
    private static Recording start(OtlpServer server, String settings) {
        return Recording.start(
                AgentConfig.load("otel.service.name=shop;dapper.shutdown.timeout=60s;otel.exporter.otlp.endpoint="
                        + server.endpoint() + ';' + settings));
    }

    private static Span root(String name) {
        return (Span) Tracer.startLocalRoot(null, name, SpanKind.SERVER, null, null);
    }

    private static Span child(Span parent, String name) {
        return Tracer.startChild(parent, name, SpanKind.CLIENT, null);
    }

    /** Each span's name, with a question mark if it is marked unfinished. */
    private static List<String> names(OtlpServer server) {
        return server.spans().stream()
                .map(span -> span.getName() + (isUnfinished(span) ? "?" : ""))
                .toList();
    }

    private static boolean isUnfinished(io.opentelemetry.proto.trace.v1.Span span) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("dapper.span.unfinished"))
                .map(KeyValue::getValue)
                .anyMatch(value -> value.getBoolValue());
    }

    @Test
    void arriveWithTheirChildrenBeforeTheyEndAndOnceMoreAfterwards() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server, "dapper.span.unfinished-after=50;otel.bsp.schedule.delay=10")) {
            Span root = root("never completed");
            Span child = child(root, "query");
            child.end();
            Await.until("the trace", () -> names(server).containsAll(List.of("never completed?", "query")));
            Span late = child(root, "late query");
            late.end();
            Await.until("its late child", () -> names(server).contains("late query"));
            root.end();
            assertThat(recording.flush(60_000)).isTrue();

            List<String> names = new ArrayList<>(names(server));
            assertThat(recording.unfinished())
                    .isEqualTo(names.stream().filter(name -> name.endsWith("?")).count());
            // Snapshots from a machine that stalled in between.
            names.removeAll(List.of("query?", "late query?"));
            assertThat(names).containsExactlyInAnyOrder("never completed?", "query", "late query", "never completed");
            assertThat(server.spans().stream()
                            .filter(span -> span.getName().equals("never completed"))
                            .map(span -> List.of(span.getTraceId(), span.getSpanId(), span.getStartTimeUnixNano()))
                            .distinct())
                    .hasSize(1);
            assertThat(recording.counts().exported()).isEqualTo(server.spans().size());
            assertThat(recording.counts().recorded())
                    .isEqualTo(recording.counts().exported());
        }
    }

    @Test
    void doNotMakeBatchesSmaller() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server, "dapper.span.unfinished-after=5;otel.bsp.schedule.delay=1h")) {
            root("open");
            Await.until("a snapshot", () -> recording.unfinished() >= 1);
            Traces.record(3);
            long before = recording.unfinished();
            Span open = root("open too");
            Await.until("another", () -> recording.unfinished() > before);
            open.end();
            assertThat(server.requests).isEmpty();
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(server.requests).hasSize(1);
            assertThat(names(server)).contains("open?", "span-0", "span-1", "span-2", "open too?", "open too");
        }
    }

    @Test
    void areSentWhenTheProcessEnds() throws Exception {
        try (OtlpServer server = new OtlpServer()) {
            List<Span> open = new ArrayList<>();
            try (Recording recording = start(server, "otel.bsp.schedule.delay=1h")) {
                for (int i = 0; i < 5_000; i++) {
                    open.add(root("open"));
                }
                child(open.get(0), "query").end();
                assertThat(recording.unfinished()).isZero();
            }
            assertThat(names(server))
                    .hasSize(5_001)
                    .containsOnly("open?", "query")
                    .contains("query");
        }
    }

    @Test
    void areNotLookedForWhenThatIsSwitchedOff() throws Exception {
        try (OtlpServer server = new OtlpServer()) {
            try (Recording recording = start(server, "dapper.span.unfinished-after=0;otel.bsp.schedule.delay=10")) {
                root("open");
                Traces.record("ended");
                assertThat(recording.flush(60_000)).isTrue();
            }
            assertThat(names(server)).containsExactly("ended");
        }
    }
}
