// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.TestSpan;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {
    private static final TraceId ID = new TraceId(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L);

    @Test
    void writesEverythingASpanHas() throws IOException {
        Trace trace = new Trace(
                ID,
                List.of(
                        span(ID, 1, 0, 1_000, 9_000)
                                .resource(TestSpan.resource("front", "process.pid", 7L))
                                .name("GET /")
                                .kind(SpanKind.SERVER)
                                .scope("dapper.servlet", "0.1.0")
                                .build(),
                        span(ID, 2, 1, 2_000, 3_000)
                                .service("stock")
                                .kind(SpanKind.CLIENT)
                                .traceState("ot=th:8")
                                .error("no stock")
                                .attribute("text", "a")
                                .attribute("flag", true)
                                .attribute("double", 1.5)
                                .attribute("infinite", Double.POSITIVE_INFINITY)
                                .attribute("bytes", new byte[] {1, 2})
                                .attribute("list", List.of("x", 2L))
                                .attribute("map", Map.of("k", "v"))
                                .event(2_500, "oops", "n", 1L)
                                .link(new TraceId(0, 9), 8)
                                .build()));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OtlpJson json = OtlpJson.begin(out);
        json.write(trace.spans());
        json.end();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringWhitespace("""
                {"resourceSpans":[
                  {"resource":{"attributes":[
                      {"key":"service.name","value":{"stringValue":"front"}},
                      {"key":"process.pid","value":{"intValue":"7"}}]},
                   "scopeSpans":[{"scope":{"name":"dapper.servlet","version":"0.1.0","attributes":[]},"spans":[
                     {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000001","name":"GET /","kind":2,
                      "startTimeUnixNano":"1000","endTimeUnixNano":"9000","attributes":[],"events":[],"links":[],"status":{}}]}]},
                  {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"stock"}}]},
                   "scopeSpans":[{"scope":{"attributes":[]},"spans":[
                     {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000002",
                      "parentSpanId":"0000000000000001","traceState":"ot=th:8","name":"span","kind":3,
                      "startTimeUnixNano":"2000","endTimeUnixNano":"3000","attributes":[
                        {"key":"text","value":{"stringValue":"a"}},
                        {"key":"flag","value":{"boolValue":true}},
                        {"key":"double","value":{"doubleValue":1.5}},
                        {"key":"infinite","value":{"doubleValue":"Infinity"}},
                        {"key":"bytes","value":{"bytesValue":"AQI="}},
                        {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":"2"}]}}},
                        {"key":"map","value":{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}}],
                      "events":[{"timeUnixNano":"2500","name":"oops","attributes":[{"key":"n","value":{"intValue":"1"}}]}],
                      "links":[{"traceId":"00000000000000000000000000000009","spanId":"0000000000000008","attributes":[]}],
                      "status":{"message":"no stock","code":2}}]}]}]}
                """);
    }
}
