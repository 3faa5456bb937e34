// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

import static dapper.collector.Requests.bytes;
import static dapper.collector.Requests.request;
import static dapper.collector.Requests.span;
import static dapper.collector.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dapper.collector.Requests;
import dapper.storage.Attributes;
import dapper.storage.Link;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OtlpDecoderTest {
    private static final TraceId TRACE = new TraceId(1, 2);

    private final List<Span> spans = new ArrayList<>();
    private final List<Boolean> parentIdsReadable = new ArrayList<>();
    private LimitTally tally = new LimitTally();

    @Test
    void readsWhatTheGeneratedMessagesSay() throws Exception {
        RandomRequests requests = new RandomRequests(42);
        for (int i = 0; i < 2000; i++) {
            ExportTraceServiceRequest request = requests.next();
            spans.clear();

            decode(request);

            // Compared as text, because lists of byte arrays are not equal to themselves otherwise.
            assertThat(spans.toString().replaceAll("\\[B@[0-9a-f]+", "bytes"))
                    .isEqualTo(GeneratedDecoder.spans(request).toString().replaceAll("\\[B@[0-9a-f]+", "bytes"));
        }
        assertThat(tally.droppedAttributes() + tally.droppedEvents() + tally.droppedLinks() + tally.truncatedTexts())
                .isZero();
    }

    @Test
    void readsBytesInsideValues() throws Exception {
        decode(request(span(TRACE, 2)
                .addAttributes(attribute("b", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("xyz"))))));

        assertThat(spans.get(0).attributes()).isEqualTo(Attributes.ofFlat("b", new byte[] {'x', 'y', 'z'}));
    }

    @Test
    void findsTheResourceAndScopeThatFollowTheirSpans() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream scopeSpans = CodedOutputStream.newInstance(bytes);
        ScopeSpans spansOnly = ScopeSpans.newBuilder().addSpans(span(TRACE, 2)).build();
        // Concatenated messages merge: the resource comes after the spans.
        ResourceSpans.newBuilder().addScopeSpans(spansOnly).build().writeTo(scopeSpans);
        ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "late")))
                .build()
                .writeTo(scopeSpans);
        scopeSpans.flush();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(message);
        out.writeByteArray(ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER, bytes.toByteArray());
        out.flush();

        decode(message.toByteArray());

        assertThat(spans).extracting(Span::serviceName).containsExactly("late");
    }

    @Test
    void sharesTheResourceBetweenItsSpans() throws Exception {
        decode(request(span(TRACE, 2), span(TRACE, 3)));

        assertThat(spans.get(0).resource()).isSameAs(spans.get(1).resource());
        assertThat(spans.get(0).scope()).isSameAs(spans.get(1).scope());
    }

    @Test
    void readsIdsOfWrongLengthAsNone() throws Exception {
        decode(request(
                span(TRACE, 2).setTraceId(ByteString.copyFromUtf8("short")),
                span(TRACE, 2).setSpanId(ByteString.copyFromUtf8("longer than eight")),
                span(TRACE, 2).setParentSpanId(ByteString.copyFromUtf8("odd")),
                span(TRACE, 2).setParentSpanId(bytes(0))));

        assertThat(spans.get(0).traceId()).isEqualTo(new TraceId(0, 0));
        assertThat(spans.get(1).spanId()).isZero();
        assertThat(spans).extracting(Span::parentSpanId).containsOnly(0L);
        assertThat(parentIdsReadable).containsExactly(true, true, false, true);
    }

    @Test
    void leavesTheNamelessWithoutAName() throws Exception {
        decode(request(span(TRACE, 2).setName("")));

        assertThat(spans.get(0).name()).isEmpty();
    }

    @Test
    void takesNumbersItDoesNotKnowForUnspecified() throws Exception {
        decode(request(span(TRACE, 2)
                .setKindValue(99)
                .setStatus(io.opentelemetry.proto.trace.v1.Status.newBuilder().setCodeValue(-1))));

        assertThat(spans.get(0).kind()).isEqualTo(SpanKind.UNSPECIFIED);
        assertThat(spans.get(0).status()).isEqualTo(Status.UNSET);
    }

    @Test
    void skipsFieldsItDoesNotKnowAndKnownOnesOfAnotherType() throws Exception {
        UnknownFieldSet odd = UnknownFieldSet.newBuilder()
                .addField(999, UnknownFieldSet.Field.newBuilder().addFixed64(1).build())
                .addField(
                        io.opentelemetry.proto.trace.v1.Span.NAME_FIELD_NUMBER,
                        UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        decode(request(span(TRACE, 2).setUnknownFields(odd)));

        assertThat(spans.get(0).name()).isEqualTo("GET /orders");
    }

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
        assertThat(spans.get(0).droppedAttributes()).isEqualTo(5);
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
        // A key too long, the attributes "b" and "c", the first "a", and those that the sender dropped.
        assertThat(span.droppedAttributes()).isEqualTo(14);
        assertThat(span.events()).hasSize(1);
        assertThat(span.droppedEvents()).isEqualTo(21);
        assertThat(span.links()).hasSize(1);
        assertThat(span.droppedLinks()).isEqualTo(-1);
        assertThat(tally.droppedAttributes()).isEqualTo(4);
        assertThat(tally.droppedEvents()).isEqualTo(1);
        assertThat(tally.droppedLinks()).isEqualTo(1);
    }

    @Test
    void keepsEventsWithoutTimeAndLinksToNowhere() throws Exception {
        decode(request(span(TRACE, 2)
                .addEvents(
                        io.opentelemetry.proto.trace.v1.Span.Event.newBuilder().setName("when?"))
                .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                        .setTraceId(bytes(new TraceId(0, 0)))
                        .setSpanId(bytes(0))
                        .addAttributes(text("why", "not sampled")))
                .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder().setSpanId(bytes(3)))
                .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                        .setTraceId(ByteString.copyFromUtf8("short")))));

        assertThat(spans.get(0).events())
                .containsExactly(new dapper.storage.Event(0, "when?", Attributes.EMPTY, 0));
        assertThat(spans.get(0).droppedEvents()).isZero();
        assertThat(spans.get(0).links())
                .containsExactly(
                        new Link(new TraceId(0, 0), 0, "", Attributes.ofFlat("why", "not sampled"), 0, 0),
                        new Link(new TraceId(0, 0), 3, "", Attributes.EMPTY, 0, 0));
        assertThat(spans.get(0).droppedLinks()).isEqualTo(1);
        assertThat(tally.summary())
                .isEqualTo("not stored as sent: 1 links dropped; a link has an id of a wrong length");
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
        span.addAttributes(
                attribute(Span.UNFINISHED, AnyValue.newBuilder().setBoolValue(true)));
        decode(ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource)
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build());

        assertThat(spans.get(0).serviceName()).isEqualTo("late");
        assertThat(spans.get(0).resource().attributes().size()).isEqualTo(129);
        assertThat(spans.get(0).resource().droppedAttributes()).isEqualTo(2);
        assertThat(spans.get(0).isUnfinished()).isTrue();
        assertThat(spans.get(0).droppedAttributes()).isEqualTo(2);
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
        assertThat(spans.get(0).droppedAttributes()).isEqualTo(72 + 74 + 1);
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
        assertThat(spans.get(0).droppedAttributes()).isEqualTo(1);
        assertThat(tally.droppedAttributes()).isEqualTo(1);
    }

    @Test
    void losesOnlyTheMalformedSpan() throws Exception {
        byte[] broken = field(ScopeSpans.SPANS_FIELD_NUMBER, new byte[] {0x0a, 99, 1, 2});
        byte[] group = field(ScopeSpans.SPANS_FIELD_NUMBER, new byte[] {(byte) 0xfb, 1, 0x08});
        ByteArrayOutputStream scope = new ByteArrayOutputStream();
        ScopeSpans.newBuilder().addSpans(span(TRACE, 2)).build().writeTo(scope);
        scope.write(broken);
        ScopeSpans.newBuilder().addSpans(span(TRACE, 3)).build().writeTo(scope);
        scope.write(group);
        ScopeSpans.newBuilder().addSpans(span(TRACE, 4)).build().writeTo(scope);

        decode(field(1, field(2, scope.toByteArray())));

        assertThat(spans).extracting(Span::spanId).containsExactly(2L, 3L, 4L);
        assertThat(tally.malformedSpans()).isEqualTo(2);
        assertThat(tally.summary()).isEqualTo("a field is longer than the message that holds it");
    }

    @Test
    void losesOnlyTheMalformedPartOfASpan() throws Exception {
        byte[] garbage = {0x0a, 99, 1, 2};
        byte[] garbageInside = field(2, field(AnyValue.ARRAY_VALUE_FIELD_NUMBER, field(1, garbage)));
        ByteArrayOutputStream span = new ByteArrayOutputStream();
        span(TRACE, 2).addAttributes(text("a", "1")).build().writeTo(span);
        span.write(field(io.opentelemetry.proto.trace.v1.Span.ATTRIBUTES_FIELD_NUMBER, garbage));
        span.write(field(io.opentelemetry.proto.trace.v1.Span.EVENTS_FIELD_NUMBER, garbage));
        span.write(field(io.opentelemetry.proto.trace.v1.Span.LINKS_FIELD_NUMBER, garbage));
        span.write(field(io.opentelemetry.proto.trace.v1.Span.ATTRIBUTES_FIELD_NUMBER, garbageInside));
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .addAttributes(text("b", "2"))
                .build()
                .writeTo(span);

        decode(field(1, field(2, field(2, span.toByteArray()))));

        assertThat(spans.get(0).attributes()).isEqualTo(Attributes.ofFlat("a", "1", "", List.of(), "b", "2"));
        assertThat(spans.get(0).droppedAttributes()).isEqualTo(2);
        assertThat(spans.get(0).droppedEvents()).isEqualTo(1);
        assertThat(spans.get(0).droppedLinks()).isEqualTo(1);
    }

    @Test
    void keepsTheSpansOfAMalformedResource() throws Exception {
        ByteArrayOutputStream resource = new ByteArrayOutputStream();
        Resource.newBuilder()
                .addAttributes(text("service.name", "half"))
                .build()
                .writeTo(resource);
        resource.write(new byte[] {0x0a, 99, 1, 2});
        ByteArrayOutputStream resourceSpans = new ByteArrayOutputStream();
        resourceSpans.write(field(1, resource.toByteArray()));
        resourceSpans.write(field(2, field(1, new byte[] {0x0a, 99})));
        ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span(TRACE, 2)))
                .build()
                .writeTo(resourceSpans);

        decode(field(1, resourceSpans.toByteArray()));

        assertThat(spans).extracting(Span::serviceName).containsExactly("half");
        assertThat(spans.get(0).resource().droppedAttributes()).isEqualTo(1);
    }

    @Test
    void replacesMalformedTextInsteadOfLosingTheRequest() throws Exception {
        byte[] request = request(span(TRACE, 2).addAttributes(text("k", "?#?"))).toByteArray();
        for (int i = 0; i < request.length; i++) {
            if (request[i] == '#') {
                request[i] = (byte) 0xff;
            }
        }
        decode(request);

        assertThat(spans.get(0).attributes()).isEqualTo(Attributes.ofFlat("k", "?\ufffd?"));
        assertThat(tally.summary())
                .isEqualTo("not stored as sent: 1 texts with bytes that are not UTF-8 replaced");
    }

    @Test
    void leavesAReplacementCharacterThatWasSent() throws Exception {
        decode(request(span(TRACE, 2).setName("\ufffd").addAttributes(text("\ufffd", "\ufffd" + "日".repeat(16_383)))));

        assertThat(tally.summary()).isEmpty();
    }

    @Test
    void saysWhatIsNoRequest() {
        assertThatThrownBy(() -> decode(new byte[] {0x0a, 5, 1}))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessage("the body is not an OTLP trace request in protobuf format: "
                        + "a field is longer than the message that holds it");
        assertThatThrownBy(() -> decode("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedRequestException.class);
    }

    @Test
    void makesEmptySpansOfTwoBytesEachOnlyOneAtATime() throws Exception {
        byte[] empties = new byte[2_000_000];
        for (int i = 0; i < empties.length; i += 2) {
            empties[i] = ScopeSpans.SPANS_FIELD_NUMBER << 3 | WireReader.LEN;
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(message);
        out.writeByteArray(1, field(2, empties));
        out.flush();

        int[] count = new int[1];
        new OtlpDecoder(SpanLimits.DEFAULT).decode(message.toByteArray(), tally, (span, readable) -> count[0]++);

        assertThat(count[0]).isEqualTo(1_000_000);
    }

    /** Whatever bytes come: a span or a refusal, and never a refusal of what protobuf itself can read. */
    @Test
    void survivesMutatedRequests() {
        Random random = new Random(7);
        RandomRequests requests = new RandomRequests(7);
        OtlpDecoder decoder = new OtlpDecoder(SpanLimits.DEFAULT);
        for (int i = 0; i < 30_000; i++) {
            byte[] request = Mutations.mutate(requests.next().toByteArray(), random);
            boolean accepted;
            try {
                decoder.decode(request, new LimitTally(), (span, readable) -> assertThat(span.spanId())
                        .isNotNull());
                accepted = true;
            } catch (MalformedRequestException e) {
                accepted = false;
            }
            assertThat(accepted || !isReadable(request)).isTrue();
        }
    }

    private static boolean isReadable(byte[] request) {
        try {
            ExportTraceServiceRequest.parseFrom(request);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static byte[] field(int number, byte[] value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(number, value);
        out.flush();
        return bytes.toByteArray();
    }

    /** Without a resource, whose texts would be cut too. */
    private static ExportTraceServiceRequest ofNobody(io.opentelemetry.proto.trace.v1.Span.Builder span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }

    private static KeyValue.Builder attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value);
    }

    private void decode(ExportTraceServiceRequest request) throws MalformedRequestException {
        decode(request.toByteArray());
    }

    private void decode(byte[] request) throws MalformedRequestException {
        decode(SpanLimits.DEFAULT, request);
    }

    private void decode(SpanLimits limits, byte[] request) throws MalformedRequestException {
        tally = new LimitTally();
        new OtlpDecoder(limits).decode(request, tally, (span, parentIdReadable) -> {
            spans.add(span);
            parentIdsReadable.add(parentIdReadable);
        });
    }
}
