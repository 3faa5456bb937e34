// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.collector.HttpClients.metric;
import static dapper.collector.HttpClients.post;
import static dapper.otlp.testing.Requests.bytes;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.TraceId;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each part of a span that is not stored is counted under its own name. */
@Timeout(120)
class LimitMetricsTest {
    private static final TraceId TRACE = new TraceId(1, 2);

    @Test
    void countsEachKindOfLoss() throws Exception {
        RecordingWriter storage = new RecordingWriter();
        try (Collector collector = Collectors.start(
                storage,
                "limits.attributes",
                "8",
                "limits.events",
                "1",
                "limits.links",
                "1",
                "limits.value-length",
                "8")) {
            assertThat(post(collector, "application/x-protobuf", spanWithLosses())
                            .statusCode())
                    .isEqualTo(200);

            Map<String, Double> losses = new LinkedHashMap<>();
            for (String what : new String[] {"event", "link", "attribute", "text", "malformed_text", "unknown_field"}) {
                losses.put(what, metric(collector, "dapper_collector_limited_total{what=\"" + what + "\"}"));
            }
            assertThat(storage.spans()).hasSize(1);
            assertThat(losses)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "event",
                            1.0,
                            "link",
                            2.0,
                            "attribute",
                            3.0,
                            "text",
                            4.0,
                            "malformed_text",
                            2.0,
                            "unknown_field",
                            0.0));
        }
    }

    /** Of 11 attributes 3 are too many, 4 too long and 2 not UTF-8. */
    private static byte[] spanWithLosses() {
        Span.Builder span = span(TRACE, 2);
        for (int i = 0; i < 11; i++) {
            span.addAttributes(text("key" + i, i < 4 ? "more than eight" : i < 6 ? "~" : "fits"));
        }
        for (int i = 0; i < 2; i++) {
            span.addEvents(Span.Event.newBuilder().setName("event"));
        }
        for (int i = 0; i < 3; i++) {
            span.addLinks(Span.Link.newBuilder().setTraceId(bytes(TRACE)).setSpanId(bytes(3)));
        }
        byte[] request = request(span).toByteArray();
        for (int i = 0; i < request.length; i++) {
            request[i] = request[i] == '~' ? (byte) 0xFF : request[i];
        }
        return request;
    }
}
