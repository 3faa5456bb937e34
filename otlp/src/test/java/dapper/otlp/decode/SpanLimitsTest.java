// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.testing.Requests.bytes;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dapper.otlp.testing.Requests;
import dapper.storage.Attributes;
import dapper.storage.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Anything beyond a limit is cut, and counted at its owner and in the request. */
class SpanLimitsTest extends Decoding {
    @Test
    void cutsTextsBetweenCharacters() throws Exception {
        SpanLimits limits = new SpanLimits(8, 8, 8, 4, 100, 5);
        decode(
                limits,
                ofNobody(span(TRACE, 2)
                                .setName("abcdefgh")
                                .addAttributes(text("fits", "1234"))
                                .addAttributes(text("long", "12345"))
                                .addAttributes(text("wide", "日本語日本語日本語"))
                                .addAttributes(text("pair", "123😀"))
                                .addAttributes(attribute(
                                        "raw", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("12345"))))
                                .addAttributes(text("huge", "x".repeat(1_000_000))))
                        .toByteArray());

        assertThat(spans.get(0).name()).isEqualTo("abcde");
        assertThat(spans.get(0).attributes())
                .isEqualTo(Attributes.ofFlat(
                        "fits",
                        "1234",
                        "long",
                        "1234",
                        "wide",
                        "日本語日",
                        "pair",
                        "123",
                        "raw",
                        new byte[] {'1', '2', '3', '4'},
                        "huge",
                        "xxxx"));
        assertThat(tally.truncatedTexts()).isEqualTo(6);
        assertThat(tally.droppedAttributes()).isZero();
        assertThat(spans.get(0).dropped().attributes()).isEqualTo(5);
        assertThat(tally.summary()).isEqualTo("not stored as sent: 6 texts cut");
    }

    @Test
    void cutsATraceStateBetweenMembers() throws Exception {
        String vendor = "vendor=" + "x".repeat(2000);
        decode(ofNobody(span(TRACE, 2).setTraceState(vendor + ",a=b,ot=th:fd70a,long=" + "y".repeat(5000))));
        decode(ofNobody(span(TRACE, 2).setTraceState(vendor + ",ot=rv:01234567890123;x:" + "z".repeat(50))));
        decode(ofNobody(span(TRACE, 2).setTraceState("x".repeat(5000))));

        assertThat(spans).extracting(Span::traceState).containsExactly(vendor + ",a=b,ot=th:fd70a", vendor, "");
    }

    @Test
    void dropsAndCountsWhatIsTooMuch() throws Exception {
        SpanLimits limits = new SpanLimits(2, 1, 1, 100, 5, 100);
        var event = io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                .setTimeUnixNano(Requests.START)
                .setName("e");
        var link = io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                .setTraceId(bytes(TRACE))
                .setSpanId(bytes(9));
        decode(
                limits,
                ofNobody(span(TRACE, 2)
                                .addAttributes(text("toolong", "1"))
                                .addAttributes(text("", "2"))
                                .addAttributes(text("a", "3"))
                                .addAttributes(text("b", "4"))
                                .addAttributes(text("c", "5"))
                                .addAttributes(text("a", "6"))
                                .setDroppedAttributesCount(10)
                                .addEvents(event)
                                .addEvents(event)
                                .setDroppedEventsCount(20)
                                .addLinks(link)
                                .addLinks(link)
                                .setDroppedLinksCount(-1))
                        .toByteArray());

        Span span = spans.get(0);
        assertThat(span.attributes()).isEqualTo(Attributes.ofFlat("", "2", "a", "6"));
        // An attribute whose key is too long, "b" and "c", the first "a", and those that the sender dropped.
        assertThat(span.dropped().attributes()).isEqualTo(14);
        assertThat(span.events()).hasSize(1);
        assertThat(span.dropped().events()).isEqualTo(21);
        assertThat(span.links()).hasSize(1);
        assertThat(span.dropped().links()).isEqualTo(-1);
        assertThat(tally.droppedAttributes()).isEqualTo(4);
        assertThat(tally.droppedEvents()).isEqualTo(1);
        assertThat(tally.droppedLinks()).isEqualTo(1);
    }

    @Test
    void neverDropsWhatASpanIsFoundByBecauseOfItsPlace() throws Exception {
        Resource.Builder resource = Resource.newBuilder();
        for (int i = 0; i < 130; i++) {
            resource.addAttributes(text("k8s.label." + i, "x"));
        }
        resource.addAttributes(text("service.name", "late"));
        io.opentelemetry.proto.trace.v1.Span.Builder span = span(TRACE, 2);
        for (int i = 0; i < 130; i++) {
            span.addAttributes(text("key." + i, "x"));
        }
        span.addAttributes(attribute(Span.UNFINISHED, AnyValue.newBuilder().setBoolValue(true)));
        decode(ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource)
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build());

        assertThat(spans.get(0).serviceName()).isEqualTo("late");
        assertThat(spans.get(0).resource().attributes().size()).isEqualTo(129);
        assertThat(spans.get(0).resource().droppedAttributes()).isEqualTo(2);
        assertThat(spans.get(0).isUnfinished()).isTrue();
        assertThat(spans.get(0).dropped().attributes()).isEqualTo(2);
    }

    @Test
    void countsTheElementsThatItCutsFromValues() throws Exception {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        KeyValueList.Builder map = KeyValueList.newBuilder();
        for (int i = 0; i < 200; i++) {
            array.addValues(AnyValue.newBuilder().setIntValue(i));
            map.addValues(text("key" + i, "x"));
        }
        map.addValues(0, text("k".repeat(257), "x")).addValues(1, text("key0", "twice"));
        decode(request(span(TRACE, 2)
                .addAttributes(attribute("array", AnyValue.newBuilder().setArrayValue(array)))
                .addAttributes(attribute("map", AnyValue.newBuilder().setKvlistValue(map)))
                .addAttributes(text("text", "x".repeat(16_385)))));

        assertThat((List<?>) spans.get(0).attributes().get("array")).hasSize(128);
        assertThat((Map<?, ?>) spans.get(0).attributes().get("map")).hasSize(128);
        assertThat(spans.get(0).dropped().attributes()).isEqualTo(72 + 74 + 1);
        assertThat(tally.summary()).isEqualTo("not stored as sent: 146 attributes or elements dropped, 1 texts cut");
    }

    @Test
    void endsTheDescentIntoNestedValues() throws Exception {
        AnyValue value = AnyValue.newBuilder().setStringValue("bottom").build();
        for (int i = 0; i < 20; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        decode(request(span(TRACE, 2).addAttributes(attribute("deep", value.toBuilder()))));

        assertThat(spans.get(0).attributes().text("deep")).isEqualTo("[[[[[[[[]]]]]]]]");
        assertThat(spans.get(0).dropped().attributes()).isEqualTo(1);
        assertThat(tally.droppedAttributes()).isEqualTo(1);
    }
}
