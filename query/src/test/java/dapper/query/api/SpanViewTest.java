// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.QueryConfig;
import dapper.query.analysis.insight.InsightLimits;
import dapper.server.settings.Settings;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The JSON of a line, byte by byte: clients may depend on its fields, and people on their order. */
class SpanViewTest {
    private static final TraceId ID = new TraceId(1, 2);
    private static final InsightLimits LIMITS =
            QueryConfig.from(new Settings(key -> null)).insights();
    private static final long START = 1_790_000_000_000_000_000L;

    private static String json(int line, Span... spans) throws Exception {
        AnswerMemory memory = new AnswerMemory(1 << 20, Duration.ZERO, 0, 1);
        try (AnswerMemory.Share share = Objects.requireNonNull(memory.open())) {
            ChosenTimes times = ChosenTimes.of(new Trace(ID, List.of(spans)), false, share);
            return Json.WRITER.writeValueAsString(new TraceViewBuilder(times, true, "", LIMITS)
                    .build()
                    .spans()
                    .get(line));
        }
    }

    @Test
    void aSpanHasAllFieldsSideBySide() throws Exception {
        Span span = span(ID, 2, 1, START, START + 30)
                .service("shop")
                .name("GET /")
                .kind(SpanKind.SERVER)
                .error("no stock")
                .traceState("ot=th:8")
                .attribute("a", 1L)
                .event(START + 5, "cache miss", "key", "k")
                .link(new TraceId(3, 4), 5)
                .build();

        assertThat(json(1, span)).isEqualTo("""
                        {"spanId":"0000000000000002","parentSpanId":"0000000000000001","missing":false,"oddities":[],\
                        "depth":1,"childCount":0,"service":"shop","name":"GET /","kind":"SERVER",\
                        "status":{"code":"ERROR","description":"no stock"},\
                        "startUnixNanos":"1790000000000000000","endUnixNanos":"1790000000000000030",\
                        "startNanos":0,"durationNanos":30,"selfNanos":30,"criticalPath":[[0,30]],\
                        "attributes":{"a":1},\
                        "events":[{"name":"cache miss","unixNanos":"1790000000000000005","startNanos":5,\
                        "attributes":{"key":"k"},"droppedAttributes":0}],\
                        "links":[{"traceId":"00000000000000030000000000000004","spanId":"0000000000000005",\
                        "traceState":"","attributes":{},"droppedAttributes":0,"flags":0}],\
                        "traceState":"ot=th:8","flags":0,"droppedAttributes":0,"droppedEvents":0,"droppedLinks":0,\
                        "resource":0,"scope":0}""");
    }

    @Test
    void aPlaceholderHasTheSameFields() throws Exception {
        assertThat(json(0, span(ID, 2, 1, START, START + 30).build())).isEqualTo("""
                        {"spanId":"0000000000000001","parentSpanId":null,"missing":true,"oddities":[],\
                        "depth":0,"childCount":1,"service":"","name":"","kind":"UNSPECIFIED",\
                        "status":{"code":"UNSET","description":""},\
                        "startUnixNanos":"1790000000000000000","endUnixNanos":"1790000000000000030",\
                        "startNanos":0,"durationNanos":30,"selfNanos":0,"criticalPath":[],\
                        "attributes":{},"events":[],"links":[],\
                        "traceState":"","flags":0,"droppedAttributes":0,"droppedEvents":0,"droppedLinks":0,\
                        "resource":null,"scope":null}""");
    }
}
