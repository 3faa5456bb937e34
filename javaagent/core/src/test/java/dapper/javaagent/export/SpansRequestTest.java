// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Limits;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.resource.ResourceDetector;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decodes our bytes with the official classes and compares every field. */
class SpansRequestTest {
    private final SpansRequest batch = new SpansRequest(
            ResourceDetector.detect(
                    AgentConfig.load("otel.service.name=shop;otel.resource.attributes=long=" + "v".repeat(300))),
            "1.2.3");

    @BeforeEach
    void install() {
        install(Limits.DEFAULT);
    }

    private static void install(Limits limits) {
        Tracer.install(new Everything(), chain -> {}, limits);
    }

    private ExportTraceServiceRequest decode() throws IOException {
        batch.finish();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        batch.writeTo(bytes, 0);
        assertThat(bytes.size()).isEqualTo(batch.length());
        return ExportTraceServiceRequest.parseFrom(bytes.toByteArray());
    }

    private io.opentelemetry.proto.trace.v1.Span roundTrip(Span span) throws IOException {
        batch.clear();
        batch.add(span);
        ExportTraceServiceRequest request = decode();
        assertThat(request.getUnknownFields().asMap()).isEmpty();
        return request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
    }

    private static Span root() {
        return (Span) Tracer.startLocalRoot(null, "GET /cart", dapper.bootstrap.SpanKind.SERVER, null, "/cart");
    }

    private static ByteString id(long... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * parts.length);
        for (long part : parts) {
            bytes.putLong(part);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private static KeyValue keyValue(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static AnyValue.Builder text(String text) {
        return AnyValue.newBuilder().setStringValue(text);
    }

    @Test
    void carriesEveryFieldOfASpan() throws IOException {
        RemoteParent parent = new RemoteParent(
                0x0123456789abcdefL, 0xfedcba9876543210L, 0x1122334455667788L, true, "ot=th:8,a=b", null);
        Span span = (Span) Tracer.startLocalRoot(parent, "POST /order", dapper.bootstrap.SpanKind.CONSUMER, null, null);
        span.set(AttributeKey.of("text"), "naïve \uD83D\uDE00 text")
                .set(AttributeKey.of("long-text"), "x".repeat(1_000))
                .set(AttributeKey.of("empty"), "")
                .set(AttributeKey.of("number"), -5)
                .set(AttributeKey.of("large"), Long.MAX_VALUE)
                .set(AttributeKey.of("true"), true)
                .set(AttributeKey.of("false"), false)
                .set(AttributeKey.of("ratio"), 0.25)
                .set(AttributeKey.of("array"), new String[] {"a", "", "é"})
                .event("first", AttributeKey.of("event.key"), "value", AttributeKey.of("event.count"), 2L)
                .event("second")
                .error(new IllegalArgumentException("bad amount"));
        span.end();

        io.opentelemetry.proto.trace.v1.Span decoded = roundTrip(span);

        String stack = decoded.getEvents(2).getAttributes(2).getValue().getStringValue();
        assertThat(stack)
                .startsWith("java.lang.IllegalArgumentException: bad amount")
                .contains("\tat ");
        io.opentelemetry.proto.trace.v1.Span expected = io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(id(0x0123456789abcdefL, 0xfedcba9876543210L))
                .setSpanId(id(span.spanId()))
                .setParentSpanId(id(0x1122334455667788L))
                .setTraceState("ot=th:8,a=b")
                .setFlags(0x301)
                .setName("POST /order")
                .setKind(SpanKind.SPAN_KIND_CONSUMER)
                .setStartTimeUnixNano(span.startEpochNanos())
                .setEndTimeUnixNano(span.endEpochNanos())
                .addAttributes(keyValue("text", text("naïve \uD83D\uDE00 text")))
                .addAttributes(keyValue("long-text", text("x".repeat(1_000))))
                .addAttributes(keyValue("empty", text("")))
                .addAttributes(keyValue("number", AnyValue.newBuilder().setIntValue(-5)))
                .addAttributes(keyValue("large", AnyValue.newBuilder().setIntValue(Long.MAX_VALUE)))
                .addAttributes(keyValue("true", AnyValue.newBuilder().setBoolValue(true)))
                .addAttributes(keyValue("false", AnyValue.newBuilder().setBoolValue(false)))
                .addAttributes(keyValue("ratio", AnyValue.newBuilder().setDoubleValue(0.25)))
                .addAttributes(keyValue(
                        "array",
                        AnyValue.newBuilder()
                                .setArrayValue(ArrayValue.newBuilder()
                                        .addValues(text("a"))
                                        .addValues(text(""))
                                        .addValues(text("é")))))
                .addAttributes(keyValue("error.type", text("java.lang.IllegalArgumentException")))
                .addEvents(Event.newBuilder()
                        .setTimeUnixNano(decoded.getEvents(0).getTimeUnixNano())
                        .setName("first")
                        .addAttributes(keyValue("event.key", text("value")))
                        .addAttributes(
                                keyValue("event.count", AnyValue.newBuilder().setIntValue(2))))
                .addEvents(Event.newBuilder()
                        .setTimeUnixNano(decoded.getEvents(1).getTimeUnixNano())
                        .setName("second"))
                .addEvents(Event.newBuilder()
                        .setTimeUnixNano(decoded.getEvents(2).getTimeUnixNano())
                        .setName("exception")
                        .addAttributes(keyValue("exception.type", text("java.lang.IllegalArgumentException")))
                        .addAttributes(keyValue("exception.message", text("bad amount")))
                        .addAttributes(keyValue("exception.stacktrace", text(stack))))
                .setStatus(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("bad amount"))
                .build();
        assertThat(decoded).isEqualTo(expected);
        assertThat(decoded.getEventsList())
                .allSatisfy(event ->
                        assertThat(event.getTimeUnixNano()).isBetween(span.startEpochNanos(), span.endEpochNanos()));
    }

    @Test
    void leavesOutWhatASpanDoesNotHave() throws IOException {
        Span span = root();
        span.end();

        assertThat(roundTrip(span))
                .isEqualTo(io.opentelemetry.proto.trace.v1.Span.newBuilder()
                        .setTraceId(id(span.traceIdHigh(), span.traceIdLow()))
                        .setSpanId(id(span.spanId()))
                        .setTraceState("ot=th:0")
                        .setFlags(0x103)
                        .setName("GET /cart")
                        .setKind(SpanKind.SPAN_KIND_SERVER)
                        .setStartTimeUnixNano(span.startEpochNanos())
                        .setEndTimeUnixNano(span.endEpochNanos())
                        .build());
    }

    @Test
    void saysHowMuchWasDropped() throws IOException {
        install(new Limits(10, 1, 1, 1));
        Span span =
                root().set(AttributeKey.of("a"), 1).set(AttributeKey.of("b"), 2).set(AttributeKey.of("c"), 3);
        span.event("a").event("b").end();

        io.opentelemetry.proto.trace.v1.Span decoded = roundTrip(span);

        assertThat(decoded.getDroppedAttributesCount()).isEqualTo(2);
        assertThat(decoded.getDroppedEventsCount()).isEqualTo(1);
        assertThat(decoded.getAttributesCount()).isEqualTo(1);
        assertThat(decoded.getEventsCount()).isEqualTo(1);
    }

    @Test
    void writesArraysOfEveryTypeAndTheStatusOk() throws IOException {
        Span span = root().setValue(AttributeKey.of("longs"), new Object[] {1L, -2L})
                .setValue(AttributeKey.of("mixed"), new Object[] {true, 0.5})
                .error("500")
                .succeeded();
        span.end();

        io.opentelemetry.proto.trace.v1.Span decoded = roundTrip(span);

        assertThat(decoded.getAttributes(0).getValue().getArrayValue().getValuesList())
                .containsExactly(
                        AnyValue.newBuilder().setIntValue(1).build(),
                        AnyValue.newBuilder().setIntValue(-2).build());
        assertThat(decoded.getAttributes(1).getValue().getArrayValue().getValuesList())
                .containsExactly(
                        AnyValue.newBuilder().setBoolValue(true).build(),
                        AnyValue.newBuilder().setDoubleValue(0.5).build());
        assertThat(decoded.getStatus())
                .isEqualTo(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_OK)
                        .build());
    }

    @Test
    void setsAnErrorWithoutDescription() throws IOException {
        Span span = root().error("500");
        span.end();

        assertThat(roundTrip(span).getStatus())
                .isEqualTo(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .build());
    }

    @Test
    void writesResourceAndScopeOnceForAllSpans() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            Span span = root().set(AttributeKey.of("i"), i);
            span.end();
            batch.add(span);
        }

        ExportTraceServiceRequest request = decode();

        ResourceSpans resource = request.getResourceSpans(0);
        assertThat(request.getResourceSpansCount()).isEqualTo(1);
        assertThat(resource.getScopeSpansCount()).isEqualTo(1);
        assertThat(resource.getScopeSpans(0).getScope())
                .isEqualTo(InstrumentationScope.newBuilder()
                        .setName("io.dapper.javaagent")
                        .setVersion("1.2.3")
                        .build());
        assertThat(resource.getResource().getAttributesList())
                .contains(
                        keyValue("service.name", text("shop")),
                        keyValue("long", text("v".repeat(300))),
                        keyValue(
                                "process.pid",
                                AnyValue.newBuilder()
                                        .setIntValue(ProcessHandle.current().pid())));
        assertThat(resource.getScopeSpans(0).getSpansList())
                .hasSize(2_000)
                .extracting(span -> span.getAttributes(0).getValue().getIntValue())
                .startsWith(0L, 1L, 2L)
                .endsWith(1_999L);
    }

    @Test
    void staysEmptyAfterClearing() throws IOException {
        Span span = root();
        span.end();
        batch.add(span);
        batch.clear();

        assertThat(decode().getResourceSpans(0).getScopeSpans(0).getSpansCount())
                .isZero();
    }

    @Test
    void keepsNoEventOfASpanThatItHasEncoded() {
        WeakReference<Object> value = encodedEventValue();

        for (int i = 0; i < 100 && value.get() != null; i++) {
            System.gc();
        }
        assertThat(value.get()).isNull();
    }

    private WeakReference<Object> encodedEventValue() {
        char[] text = {'a', 'b', 'c'};
        String value = new String(text);
        Span span = root().event("read", AttributeKey.of("key"), value);
        span.end();
        batch.add(span);
        span.release();
        return new WeakReference<>(value);
    }

    @Test
    void canBeFinishedAgainForARetry() throws IOException {
        Span span = root();
        span.end();
        batch.add(span);

        assertThat(decode()).isEqualTo(decode());
    }

    @Test
    void isFullBeforeACollectorRefusesIt() {
        Span span = root().setBounded(AttributeKey.of("text"), "x".repeat(100_000));
        span.end();
        int spans = 0;
        while (!batch.isFull()) {
            batch.add(span);
            spans++;
        }
        batch.finish();

        assertThat(spans).isEqualTo(11);
        assertThat(batch.length()).isLessThan(4 << 20);
    }

    @Test
    void leavesNoTraceOfASpanThatCannotBeEncoded() throws IOException {
        Span good = root();
        good.end();
        Span bad = root().event("bad", "not a key", "value");
        bad.end();
        batch.add(good);
        assertThatThrownBy(() -> batch.add(bad)).isInstanceOf(ClassCastException.class);
        batch.add(good);

        assertThat(decode().getResourceSpans(0).getScopeSpans(0).getSpansList())
                .extracting(io.opentelemetry.proto.trace.v1.Span::getName)
                .isEqualTo(List.of("GET /cart", "GET /cart"));
    }

    @Test
    void numbersKindsAsOtlpDoes() throws IOException {
        Map<dapper.bootstrap.SpanKind, SpanKind> kinds = Map.of(
                dapper.bootstrap.SpanKind.INTERNAL, SpanKind.SPAN_KIND_INTERNAL,
                dapper.bootstrap.SpanKind.SERVER, SpanKind.SPAN_KIND_SERVER,
                dapper.bootstrap.SpanKind.CLIENT, SpanKind.SPAN_KIND_CLIENT,
                dapper.bootstrap.SpanKind.PRODUCER, SpanKind.SPAN_KIND_PRODUCER,
                dapper.bootstrap.SpanKind.CONSUMER, SpanKind.SPAN_KIND_CONSUMER);
        Span root = root();
        for (Map.Entry<dapper.bootstrap.SpanKind, SpanKind> kind : kinds.entrySet()) {
            Span span = Tracer.startChild(root, "child", kind.getKey(), null);
            span.end();
            io.opentelemetry.proto.trace.v1.Span decoded = roundTrip(span);
            assertThat(decoded.getKind()).isEqualTo(kind.getValue());
            assertThat(decoded.getParentSpanId()).isEqualTo(id(root.spanId()));
            assertThat(decoded.getFlags()).isEqualTo(0x103);
        }
    }

    private static final class Everything implements Sampler {
        @Override
        public long sample(long randomness, dapper.bootstrap.SpanKind kind, String name, String path) {
            return 0;
        }

        @Override
        public boolean followsParent() {
            return true;
        }
    }
}
