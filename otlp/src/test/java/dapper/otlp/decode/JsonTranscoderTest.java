// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.JsonFormat;
import dapper.otlp.testing.Mutations;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTranscoderTest {
    private static final Pattern ID = Pattern.compile("(\"(?:traceId|spanId|parentSpanId)\": )\"([^\"]*)\"");

    private static final String IDS =
            "\"traceId\": \"5b8efff798038103d269b633813fc60c\", \"spanId\": \"eee19b7ec3c1b174\", ";

    private final List<String> faults = new ArrayList<>();
    private final JsonTranscoder transcoder = JsonTranscoder.ofTraces();

    @Test
    void readsTheExampleOfTheSpecification() throws Exception {
        Span span = span("""
                "traceId": "5B8EFFF798038103D269B633813FC60C",
                "spanId": "EEE19B7EC3C1B174",
                "parentSpanId": "EEE19B7EC3C1B173",
                "name": "I'm a server span",
                "startTimeUnixNano": "1544712660000000000",
                "endTimeUnixNano": "1544712661000000000",
                "kind": 2,
                "attributes": [{"key": "my.span.attr", "value": {"stringValue": "some value"}}]
                """);

        assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                .isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(HexFormat.of().formatHex(span.getParentSpanId().toByteArray()))
                .isEqualTo("eee19b7ec3c1b173");
        assertThat(span.getName()).isEqualTo("I'm a server span");
        assertThat(span.getStartTimeUnixNano()).isEqualTo(1_544_712_660_000_000_000L);
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(span.getAttributes(0).getValue().getStringValue()).isEqualTo("some value");
    }

    @Test
    void readsWhatProtobufWrites() throws Exception {
        RandomRequests requests = new RandomRequests(3);
        for (int i = 0; i < 1000; i++) {
            ExportTraceServiceRequest request = requests.next();

            byte[] protobuf = transcoder.toProtobuf(otlpJson(request).getBytes(UTF_8), faults::add);

            assertThat(ExportTraceServiceRequest.parseFrom(protobuf)).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"intValue\": 42                     | 42",
                "\"intValue\": \"42\"                 | 42",
                "\"intValue\": 4.2e1                  | 42",
                "\"intValue\": -9223372036854775808   | -9223372036854775808",
                "\"intValue\": \"9223372036854775807\"| 9223372036854775807",
            })
    void readsWholeNumbersHoweverTheyAreWritten(String json, long number) throws Exception {
        assertThat(value(json).getIntValue()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"doubleValue\": 1.5          | 1.5",
                "\"doubleValue\": 1            | 1",
                "\"doubleValue\": \"1.5\"      | 1.5",
                "\"doubleValue\": \"NaN\"      | NaN",
                "\"doubleValue\": \"-Infinity\"| -Infinity",
            })
    void readsDecimalNumbersHoweverTheyAreWritten(String json, double number) throws Exception {
        assertThat(value(json).getDoubleValue()).isEqualTo(Double.valueOf(number));
    }

    @Test
    void readsBytesAndNestedValues() throws Exception {
        assertThat(value("\"bytesValue\": \"_-8=\"").getBytesValue().toByteArray())
                .isEqualTo(new byte[] {(byte) 0xff, (byte) 0xef});
        assertThat(value("\"arrayValue\": {\"values\": [{\"boolValue\": true}, {}]}")
                        .getArrayValue()
                        .getValues(0)
                        .getBoolValue())
                .isTrue();
        assertThat(value("\"kvlistValue\": {\"values\": [{\"key\": \"k\", \"value\": {\"stringValue\": \"v\"}}]}")
                        .getKvlistValue()
                        .getValues(0)
                        .getKey())
                .isEqualTo("k");
    }

    @Test
    void keepsTimesBeyondTheSignBit() throws Exception {
        assertThat(span("\"startTimeUnixNano\": 18446744073709551615").getStartTimeUnixNano())
                .isEqualTo(-1);
        assertThat(span("\"flags\": 4294967295").getFlags()).isEqualTo(-1);
    }

    @Test
    void countsWhatItDoesNotKnowAndIgnoresWhatIsNull() throws Exception {
        Span span = span("""
                "unknown": {"nested": [1, {"a": null}]}, "trace_id": "not its JSON name",
                "name": "kept", "attributes": null, "status": null, "kind": "SPAN_KIND_CLIENT"
                """);

        assertThat(span)
                .isEqualTo(Span.newBuilder()
                        .setName("kept")
                        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                        // Protobuf's own number stands for each, so that the decoder counts them.
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        19_000,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(0)
                                                .addVarint(0)
                                                .build())
                                .build())
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'resourceSpans': 7}                                        | resourceSpans must be an array",
                "{'resourceSpans': [7]}                                      | resourceSpans must be an object",
                "{'resourceSpans': [{'schemaUrl': {}}]}                      | schemaUrl must be a text",
                "{'resourceSpans': [{'scopeSpans': {}}]}                     | scopeSpans must be an array",
                "{'resourceSpans': [{'scopeSpans': [{'spans': 'many'}]}]}    | spans must be an array",
            })
    void refusesARequestThatIsNotDividedIntoSpans(String json, String message) {
        assertThatThrownBy(() -> transcoder.toProtobuf(json.replace('\'', '"').getBytes(UTF_8), faults::add))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageStartingWith("the body is not OTLP JSON: " + message + " at line 1, column ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"traceId\": \"abc\"              | traceId must be an even number of hexadecimal digits",
                "\"traceId\": \"W47/95gDgQPSabYz\" | traceId must be an even number of hexadecimal digits",
                "\"traceId\": 12                   | traceId must be a text",
                "\"name\": {}                      | name must be a text",
                "\"kind\": \"SERVER\"              | kind must be a whole number",
                "\"kind\": 1.5                     | kind must be a whole number",
                "\"kind\": 1e999999999             | kind must be a whole number in its range",
                "\"kind\": 1e-999999999            | kind must be a whole number in its range",
                "\"startTimeUnixNano\": -1         | startTimeUnixNano must be a whole number in its range",
                "\"startTimeUnixNano\": 18446744073709551616 | startTimeUnixNano must be a whole number in its range",
                "\"startTimeUnixNano\": true       | startTimeUnixNano must be a whole number in its range",
                "\"attributes\": {}                | attributes must be an array",
                "\"attributes\": [7]               | attributes must be an object",
                "\"status\": []                    | status must be an object",
                "\"attributes\": [{\"value\": {\"boolValue\": 1}}] | boolValue must be true or false",
                "\"attributes\": [{\"value\": {\"doubleValue\": \"x\"}}] | doubleValue must be a number",
                "\"attributes\": [{\"value\": {\"bytesValue\": \"%\"}}] | bytesValue must be in base64",
            })
    void saysWhatIsWrongInASpanAndWhereAndSparesTheOthers(String field, String message) throws Exception {
        String spans = "{" + IDS + field.strip() + "}, {" + IDS + "\"name\": \"next\"}";

        assertThat(decode(spans)).extracting(dapper.storage.Span::name).endsWith("next");
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith(message + " at line 1, column "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "{", "{}{}", "{\"resourceSpans\": [}", "nonsense"})
    void refusesWhatIsNoJsonObject(String json) {
        assertThatThrownBy(() -> transcoder.toProtobuf(json.getBytes(UTF_8), faults::add))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageStartingWith("the body is not OTLP JSON: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "1e20                  | 1e20",
                "1e+300                | 1e300",
                "-9223372036854775809  | -9223372036854775809",
                "\"18446744073709551616\" | 18446744073709551616",
                "1.5                   | 1.5",
            })
    void keepsANumberThatNoInt64HoldsAsTheDoubleItWas(String json, double number) throws Exception {
        assertThat(value("\"intValue\": " + json).getDoubleValue()).isEqualTo(number);
        assertThat(faults).isEmpty();
    }

    @Test
    void dropsOnlyTheAttributeWhoseValueIsFaulty() throws Exception {
        List<dapper.storage.Span> spans = decode("{" + IDS + """
                "attributes": [
                  {"key": "a", "value": {"intValue": "x"}},
                  {"key": "b", "value": {"arrayValue": {"values": [{"intValue": 1}, {"boolValue": 7}, {}, null, 5]}}},
                  {"key": "c", "value": {"kvlistValue": {"values": [{"key": 1}, {"key": "k"}]}}},
                  {"key": "d", "value": {"stringValue": "kept"}}],
                "events": [{"name": "kept"}, {"timeUnixNano": "soon"}],
                "links": [{"traceId": "zz"}, {"spanId": "0000000000000001"}]
                }""");

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.attributes())
                    .isEqualTo(Attributes.ofFlat(
                            "b", List.of(1L, NoValue.NONE, NoValue.NONE), "c", Map.of("k", NoValue.NONE), "d", "kept"));
            assertThat(span.dropped().attributes()).isEqualTo(4);
            assertThat(span.events()).hasSize(1);
            assertThat(span.dropped().events()).isEqualTo(1);
            assertThat(span.links()).hasSize(1);
            assertThat(span.dropped().links()).isEqualTo(1);
        });
        assertThat(faults).hasSize(6);
    }

    @Test
    void cutsValuesThatNestTooDeeplyAndKeepsTheSpan() throws Exception {
        String open = "{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":";
        for (int depth : new int[] {9, 40, 1_000}) {
            List<dapper.storage.Span> spans = decode("{" + IDS + "\"attributes\":[{\"key\":\"deep\",\"value\":"
                    + open.repeat(depth) + "{}" + "}]}}".repeat(depth) + "}]}");

            assertThat(spans).singleElement().satisfies(span -> {
                assertThat(span.attributes().text("deep")).isEqualTo("{k=".repeat(8) + "}".repeat(8));
                assertThat(span.dropped().attributes()).isEqualTo(1);
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void refusesToDescendForever() {
        String deep = "{\"arrayValue\":{\"values\":[".repeat(5000);

        assertThatThrownBy(() -> value(deep.substring(1)))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageContaining("nesting depth");
    }

    @Test
    void survivesMutatedRequests() throws Exception {
        Random random = new Random(11);
        RandomRequests requests = new RandomRequests(11);
        OtlpDecoder decoder = new OtlpDecoder(SpanLimits.DEFAULT);
        for (int i = 0; i < 10_000; i++) {
            byte[] json = Mutations.mutate(otlpJson(requests.next()).getBytes(UTF_8), random);
            byte[] protobuf;
            try {
                protobuf = transcoder.toProtobuf(json, faults::add);
            } catch (MalformedRequestException e) {
                continue;
            }
            decoder.decode(
                    protobuf,
                    new LimitTally(),
                    (span, readable) -> assertThat(span.name()).isNotNull());
        }
    }

    private List<dapper.storage.Span> decode(String spans) throws Exception {
        String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
        List<dapper.storage.Span> decoded = new ArrayList<>();
        new OtlpDecoder(SpanLimits.DEFAULT)
                .decode(
                        transcoder.toProtobuf(json.getBytes(UTF_8), faults::add),
                        new LimitTally(),
                        (span, readable) -> decoded.add(span));
        return decoded;
    }

    private Span span(String fields) throws Exception {
        String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields.strip() + "}]}]}]}";
        return ExportTraceServiceRequest.parseFrom(transcoder.toProtobuf(json.getBytes(UTF_8), faults::add))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private AnyValue value(String field) throws Exception {
        return span("\"attributes\":[{\"key\":\"k\",\"value\":{" + field + "}}]")
                .getAttributes(0)
                .getValue();
    }

    /** Returns protobuf's JSON with the ids rewritten as OTLP requires. */
    static String otlpJson(ExportTraceServiceRequest request) throws Exception {
        String json = JsonFormat.printer().printingEnumsAsInts().print(request);
        return ID.matcher(json)
                .replaceAll(found -> found.group(1)
                        + '"'
                        + HexFormat.of().formatHex(Base64.getDecoder().decode(found.group(2)))
                        + '"');
    }
}
