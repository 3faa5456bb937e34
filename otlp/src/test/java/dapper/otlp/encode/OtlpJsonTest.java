// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dapper.otlp.decode.JsonTranscoder;
import dapper.otlp.decode.LimitTally;
import dapper.otlp.decode.OtlpDecoder;
import dapper.otlp.decode.SpanLimits;
import dapper.otlp.testing.ProtobufJson;
import dapper.otlp.testing.RandomMessages;
import dapper.otlp.testing.WholeSpan;
import dapper.storage.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The spans come from the decoder, and protobuf's own classes read the JSON. */
class OtlpJsonTest {
    private static final int REQUESTS = 200;

    private final OtlpDecoder decoder = new OtlpDecoder(SpanLimits.DEFAULT);
    private final JsonTranscoder transcoder = JsonTranscoder.ofTraces();

    @Test
    void writesEverythingASpanHas() throws Exception {
        String document = """
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
                """;

        assertThat(encoded(decoded(ProtobufJson.parse(document).toByteArray()))).isEqualToIgnoringWhitespace(document);
    }

    /** {@code RoundTripTest} of the distribution does the same through servers and Cassandra. */
    @Test
    void givesBackEverythingThatOtlpCanSay() throws Exception {
        RandomMessages messages = new RandomMessages(20_100_401);
        int spans = 0;
        for (int i = 1; i <= REQUESTS; i++) {
            ByteString traceId = RandomMessages.id(7, i);
            ExportTraceServiceRequest sent = ExportTraceServiceRequest.parseFrom(
                    messages.next(ExportTraceServiceRequest.getDescriptor(), traceId)
                            .toByteString());
            byte[] request = i % 2 == 0
                    ? transcoder.toProtobuf(
                            ProtobufJson.print(sent).getBytes(StandardCharsets.UTF_8), OtlpJsonTest::unexpected)
                    : sent.toByteArray();

            List<WholeSpan> expected = WholeSpan.of(sent);
            spans += expected.size();
            assertThat(WholeSpan.of(ProtobufJson.parse(encoded(decoded(request)))))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        // Otherwise nothing would have been compared.
        assertThat(spans).isGreaterThan(2 * REQUESTS);
    }

    private List<Span> decoded(byte[] request) throws Exception {
        List<Span> spans = new ArrayList<>();
        LimitTally tally = new LimitTally();
        decoder.decode(request, tally, (span, parentIdReadable) -> spans.add(span));
        assertThat(tally.summary()).isEmpty();
        return spans;
    }

    private static String encoded(List<Span> spans) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OtlpJson json = OtlpJson.begin(out);
        json.write(spans);
        json.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void unexpected(String fault) {
        throw new AssertionError(fault);
    }
}
