// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.InstrumentationScope;
import dapper.bootstrap.Limits;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.resource.ResourceDetector;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scopes, links and explicit times, decoded with the official classes. */
class OtlpScopesTest {
    private static final InstrumentationScope SHOP = InstrumentationScope.of("shop.orders", "2.0");
    private static final InstrumentationScope OTHER = InstrumentationScope.of("other", null);
    private static final long MOMENT = 1_700_000_000_000_000_000L;

    private final SpansRequest batch =
            new SpansRequest(ResourceDetector.detect(AgentConfig.load("otel.service.name=shop")), "1.2.3");

    @BeforeEach
    void install() {
        Tracer.install(new Everything(), chain -> {}, new Limits(1_024, 128, 128, 2));
    }

    private static Span span(String name) {
        return (Span) Tracer.startLocalRoot(null, name, SpanKind.SERVER, null, "/");
    }

    private void add(String name, InstrumentationScope scope) {
        Span span = scope == null ? span(name) : span(name).scope(scope);
        span.end();
        batch.add(span);
    }

    private ExportTraceServiceRequest decode() throws IOException {
        batch.finish();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        batch.writeTo(bytes, 0);
        assertThat(bytes.size()).isEqualTo(batch.length());
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(bytes.toByteArray());
        assertThat(request.getUnknownFields().asMap()).isEmpty();
        assertThat(request.getResourceSpansCount()).isEqualTo(1);
        assertThat(request.getResourceSpans(0).getResource().getAttributesCount())
                .isPositive();
        return request;
    }

    /** Each scope with its version and the names of its spans. */
    private List<String> scopes() throws IOException {
        return decode().getResourceSpans(0).getScopeSpansList().stream()
                .map(OtlpScopesTest::describe)
                .collect(Collectors.toList());
    }

    private static String describe(ScopeSpans spans) {
        return spans.getScope().getName()
                + ' '
                + spans.getScope().getVersion()
                + ' '
                + spans.getSpansList().stream()
                        .map(io.opentelemetry.proto.trace.v1.Span::getName)
                        .collect(Collectors.toList());
    }

    private static ByteString id(long... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * parts.length);
        for (long part : parts) {
            bytes.putLong(part);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    @Test
    void groupsSpansByTheLibraryThatMadeThem() throws IOException {
        add("1", null);
        add("2", SHOP);
        add("3", null);
        add("4", OTHER);
        add("5", SHOP);

        List<String> expected = List.of("io.dapper.javaagent 1.2.3 [1, 3]", "shop.orders 2.0 [2, 5]", "other  [4]");
        assertThat(scopes()).isEqualTo(expected);
        assertThat(scopes()).as("finished again for a retry").isEqualTo(expected);
        add("6", null);
        add("7", OTHER);
        assertThat(scopes())
                .containsExactly("io.dapper.javaagent 1.2.3 [1, 3, 6]", "shop.orders 2.0 [2, 5]", "other  [4, 7]");
    }

    @Test
    void writesNoScopeWithoutSpans() throws IOException {
        add("1", SHOP);
        assertThat(scopes()).containsExactly("shop.orders 2.0 [1]");

        batch.clear();
        add("2", null);
        assertThat(scopes()).containsExactly("io.dapper.javaagent 1.2.3 [2]");
    }

    @Test
    void leavesNoTraceOfASpanThatCannotBeEncoded() throws IOException {
        Span bad = span("bad").scope(SHOP).event("bad", "not a key", "value");
        bad.end();
        add("1", null);
        assertThatThrownBy(() -> batch.add(bad)).isInstanceOf(ClassCastException.class);
        assertThat(scopes()).containsExactly("io.dapper.javaagent 1.2.3 [1]");

        add("2", SHOP);
        assertThat(scopes()).containsExactly("io.dapper.javaagent 1.2.3 [1]", "shop.orders 2.0 [2]");
    }

    /** Memory may be missing while the other scopes are copied, and the batch is tried again. */
    @Test
    void canBeFinishedAgainAfterAFault() throws IOException {
        add("1", null);
        add("2", SHOP);
        ProtobufWriter nameless = batch.others.of(null);
        nameless.varint(1);
        assertThatThrownBy(batch::finish).isInstanceOf(NullPointerException.class);
        nameless.position(0);

        assertThat(scopes()).containsExactly("io.dapper.javaagent 1.2.3 [1]", "shop.orders 2.0 [2]");
    }

    @Test
    void isFullBySpansOfAllScopes() {
        Span own = span("own").setBounded(AttributeKey.of("text"), "x".repeat(100_000));
        own.end();
        Span other = span("other").scope(SHOP).setBounded(AttributeKey.of("text"), "x".repeat(100_000));
        other.end();
        int spans = 0;
        while (!batch.isFull()) {
            batch.add(spans % 2 == 0 ? own : other);
            spans++;
        }

        assertThat(spans).isEqualTo(11);
    }

    @Test
    void carriesLinksAndExplicitTimes() throws IOException {
        Span span = span("receive")
                .startedAt(MOMENT)
                .link(new RemoteParent(1, 2, 3, 3, "ot=th:8", null), AttributeKey.of("message"), "first")
                .link(new RemoteParent(0, 5, 6, 0, null, null))
                .link(new RemoteParent(7, 8, 9, 0, null, null))
                .eventAt(MOMENT + 5, "read");
        span.endAt(MOMENT + 10);
        batch.add(span);

        assertThat(decode().getResourceSpans(0).getScopeSpans(0).getSpans(0))
                .isEqualTo(io.opentelemetry.proto.trace.v1.Span.newBuilder()
                        .setTraceId(id(span.traceIdHigh(), span.traceIdLow()))
                        .setSpanId(id(span.spanId()))
                        .setTraceState("ot=th:0")
                        .setFlags(0x103)
                        .setName("receive")
                        .setKind(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER)
                        .setStartTimeUnixNano(MOMENT)
                        .setEndTimeUnixNano(MOMENT + 10)
                        .addEvents(io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                                .setTimeUnixNano(MOMENT + 5)
                                .setName("read"))
                        .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                                .setTraceId(id(1, 2))
                                .setSpanId(id(3))
                                .setTraceState("ot=th:8")
                                .setFlags(3)
                                .addAttributes(KeyValue.newBuilder()
                                        .setKey("message")
                                        .setValue(AnyValue.newBuilder().setStringValue("first"))))
                        .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                                .setTraceId(id(0, 5))
                                .setSpanId(id(6)))
                        .setDroppedLinksCount(1)
                        .build());
    }

    /** The debug flag of B3 and Jaeger is none of W3C's. */
    @Test
    void writesOnlyTheFlagsOfW3c() throws IOException {
        RemoteParent forced = new RemoteParent(1, 2, 3, RemoteParent.SAMPLED | RemoteParent.DEBUG, null, null);
        Span span = (Span) Tracer.startLocalRoot(forced, "GET", SpanKind.SERVER, null, "/");
        span.end();
        batch.add(span);

        assertThat(decode().getResourceSpans(0).getScopeSpans(0).getSpans(0).getFlags())
                .isEqualTo(0x301);
    }

    private static final class Everything implements Sampler {
        @Override
        public long sample(long randomness, SpanKind kind, String name, String path) {
            return 0;
        }

        @Override
        public boolean followsParent() {
            return true;
        }
    }
}
