// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.testing.Requests.bytes;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import dapper.storage.Attributes;
import dapper.storage.Link;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class OtlpDecoderTest extends Decoding {
    @Test
    void readsWhatTheGeneratedMessagesSay() throws Exception {
        RandomRequests requests = new RandomRequests(42);
        for (int i = 0; i < 2000; i++) {
            ExportTraceServiceRequest request = requests.next();
            spans.clear();

            decode(request);

            // Compared as text, because byte arrays in lists are not compared by content.
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
    void keepsNumbersThatOtlpDoesNotDefine() throws Exception {
        decode(request(span(TRACE, 2)
                .setKindValue(99)
                .setStatus(io.opentelemetry.proto.trace.v1.Status.newBuilder().setCodeValue(-1))));

        assertThat(spans.get(0).kind()).isEqualTo(new SpanKind(99));
        assertThat(spans.get(0).status()).isEqualTo(new Status(new Status.Code(-1), ""));
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
        assertThat(tally.unknownFields()).isEqualTo(2);
        assertThat(tally.summary()).isEmpty();
    }

    @Test
    void countsUnknownFieldsOnceAtEachDepth() throws Exception {
        UnknownFieldSet odd = UnknownFieldSet.newBuilder()
                .addField(999, UnknownFieldSet.Field.newBuilder().addFixed64(1).build())
                .build();
        AnyValue.Builder list = AnyValue.newBuilder()
                .setUnknownFields(odd)
                .setArrayValue(ArrayValue.newBuilder().setUnknownFields(odd));
        AnyValue.Builder map = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder()
                        .setUnknownFields(odd)
                        .addValues(text("a", "b").toBuilder().setUnknownFields(odd)));
        decode(ExportTraceServiceRequest.newBuilder()
                .setUnknownFields(odd)
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setUnknownFields(odd)
                        .setResource(Resource.newBuilder()
                                .setUnknownFields(odd)
                                .addEntityRefs(EntityRef.newBuilder().setUnknownFields(odd)))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setUnknownFields(odd)
                                .setScope(InstrumentationScope.newBuilder().setUnknownFields(odd))
                                .addSpans(span(TRACE, 2)
                                        .setUnknownFields(odd)
                                        .setStatus(io.opentelemetry.proto.trace.v1.Status.newBuilder()
                                                .setUnknownFields(odd))
                                        .addAttributes(attribute("list", list).setUnknownFields(odd))
                                        .addAttributes(attribute("map", map))
                                        .addEvents(io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                                                .setUnknownFields(odd))
                                        .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                                                .setUnknownFields(odd)))))
                .build());

        assertThat(spans).hasSize(1);
        assertThat(tally.unknownFields()).isEqualTo(15);
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

        assertThat(spans.get(0).events()).containsExactly(new dapper.storage.Event(0, "when?", Attributes.EMPTY, 0));
        assertThat(spans.get(0).dropped().events()).isZero();
        assertThat(spans.get(0).links())
                .containsExactly(
                        new Link(new TraceId(0, 0), 0, "", Attributes.ofFlat("why", "not sampled"), 0, 0),
                        new Link(new TraceId(0, 0), 3, "", Attributes.EMPTY, 0, 0));
        assertThat(spans.get(0).dropped().links()).isEqualTo(1);
        assertThat(tally.summary())
                .isEqualTo("not stored as sent: 1 links dropped; a link has an id of a wrong length");
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
}
