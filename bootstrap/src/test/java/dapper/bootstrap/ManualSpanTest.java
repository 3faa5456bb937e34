// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static dapper.bootstrap.CapturedSpans.root;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans of an application: values of any type, a final status, contexts that it received itself. */
class ManualSpanTest {
    private static final AttributeKey A = AttributeKey.of("a");
    private static final AttributeKey B = AttributeKey.of("b");

    @AfterEach
    void restore() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
        CapturedSpans.install();
    }

    private static void limit() {
        CapturedSpans.install(new FixedSampler(0, true), new Limits(3, 2, 2, 2));
    }

    @Test
    void valuesAreCutInsideOfArraysToo() {
        limit();
        Object[] fitting = {1L, "abc"};
        Span span = root("root")
                .setValue(A, fitting)
                .setValue(B, new Object[] {"abcd", "x", "dropped"})
                .setValue(AttributeKey.of("c"), true);

        assertThat(span.attributes()[1]).isSameAs(fitting);
        assertThat((Object[]) span.attributes()[3]).containsExactly("abc", "x");
        assertThat(span.droppedAttributes()).isOne();
        assertThat(HeapEstimate.of(span)).isGreaterThan(HeapEstimate.of(root("root")) + 3 * 40);
    }

    @Test
    void eventsAndLinksKeepTheLimitsOfASpan() {
        limit();
        AttributeList list = new AttributeList();
        list.add(A, "abcd");
        list.add(B, 1L);
        list.add(A, "efgh");
        list.add(AttributeKey.of("c"), 1L);
        Span span = root("root");
        span.event("long name", list);
        span.link(new RemoteParent(1, 2, 3, true, null, null), list);

        assertThat(span.lastEvent().name()).isEqualTo("lon");
        assertThat(span.lastEvent().attributes()).containsExactly(A, "efg", B, 1L);
        assertThat(span.lastLink().attributes()).containsExactly(A, "efg", B, 1L);
        assertThat(span.droppedAttributes()).isEqualTo(2);
    }

    @Test
    void theStatusOkIsFinal() {
        Span span = root("root").failed("first").failed("second");
        assertThat(span.isError()).isTrue();
        assertThat(span.statusDescription()).isEqualTo("second");
        span.succeeded().failed("third").error("500", "fourth");
        assertThat(span.isError()).isFalse();
        assertThat(span.hasSucceeded()).isTrue();
        assertThat(span.statusDescription()).isNull();
        assertThat(Snapshot.of(span, System.nanoTime()).hasSucceeded()).isTrue();
        span.end();
        assertThat(span.failed("late").isError()).isFalse();
    }

    @Test
    void aFailureWithoutADescriptionHasNone() {
        assertThat(root("root").failed(null).isError()).isTrue();
        assertThat(root("root").failed("a").failed(null).statusDescription()).isNull();
    }

    @Test
    void aContextThatWasReceivedIsTheParentOfTheFirstCall() {
        CapturedSpans.install();
        RemoteParent parent = new RemoteParent(1, 2, 3, RemoteParent.SAMPLED | RemoteParent.DEBUG, "a=b", null);
        TraceContext received = RemoteContext.of(parent);
        assertThat(received.span()).isNull();
        assertThat(received.isSampled()).isTrue();
        assertThat(received.isDebug()).isTrue();

        for (TraceContext at : new TraceContext[] {received, Context.of(received, null, "extra")}) {
            TraceContext started = Tracer.startCall(at, "call", SpanKind.CLIENT, null);
            assertThat(started.span().parentSpanId()).isEqualTo(3);
            assertThat(started.span().hasRemoteParent()).isTrue();
            assertThat(started.traceIdLow()).isEqualTo(2);
            assertThat(Context.extra(started)).isEqualTo(at == received ? null : "extra");
        }
    }

    @Test
    void aContextThatWasReceivedUnsampledIsUnsampledIfTheSamplerFollows() {
        RemoteParent parent = new RemoteParent(1, 2, 3, false, null, null);
        CapturedSpans.install(new FixedSampler(0, true));
        assertThat(RemoteContext.of(parent).isUnsampled()).isTrue();
        CapturedSpans.install(new FixedSampler(0, false));
        assertThat(Tracer.startCall(RemoteContext.of(parent), "call", SpanKind.CLIENT, null)
                        .isSampled())
                .isTrue();
    }

    @Test
    void theFieldsOfTheFormatsAreThoseTheyOwn() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE, Formats.b3(), Formats.b3Multi(), Formats.jaeger());
        assertThat(Propagation.fields())
                .containsExactly(
                        "traceparent",
                        "tracestate",
                        "baggage",
                        "b3",
                        "X-B3-TraceId",
                        "X-B3-SpanId",
                        "X-B3-ParentSpanId",
                        "X-B3-Sampled",
                        "X-B3-Flags",
                        "uber-trace-id")
                .allSatisfy(field -> assertThat(Propagation.owns(field.toUpperCase(java.util.Locale.ROOT)))
                        .isTrue());
        assertThat(Propagation.owns("other")).isFalse();
    }

    @Test
    void anApiIsOwnedByItsTracerOnceFound() {
        AtomicBoolean owned = OwnTracers.of(ManualSpanTest.class);
        assertThat(owned).isFalse();
        assertThat(OwnTracers.has(Tracer.class, ManualSpanTest.class.getName())).isFalse();
        OwnTracers.found(ManualSpanTest.class);
        assertThat(owned).isTrue();
        assertThat(OwnTracers.of(String.class)).isFalse();
        assertThat(OwnTracers.has(ManualSpanTest.class, ManualSpanTest.class.getName()))
                .isTrue();
        assertThat(OwnTracers.has(ManualSpanTest.class, "no.such.Api")).isFalse();
        assertThat(OwnTracers.has(String.class, ManualSpanTest.class.getName())).isFalse();
    }
}
