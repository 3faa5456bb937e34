// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static dapper.bootstrap.CapturedSpans.root;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracerTest {
    private static final Object HTTP = "http";

    @AfterEach
    void clear() {
        Current.set(null);
    }

    @Test
    void makesNothingOfANestedCallOfTheSameKind() {
        CapturedSpans.install();
        Span outer = Tracer.startChild(root("root"), "outer", SpanKind.CLIENT, HTTP);
        Current.set(outer);

        assertThat(Tracer.startCall(Current.get(), "inner", SpanKind.CLIENT, HTTP))
                .isNull();
        assertThat(Tracer.startCall(Current.get(), "other", SpanKind.CLIENT, "jdbc"))
                .isInstanceOf(Span.class);
        assertThat(Tracer.startCall(Current.get(), "other", SpanKind.PRODUCER, HTTP))
                .isInstanceOf(Span.class);
        assertThat(Tracer.startCall(Current.get(), "other", SpanKind.CLIENT, null))
                .isInstanceOf(Span.class);
    }

    @Test
    void makesACallAChildOfTheThreadsSpan() {
        CapturedSpans.install();
        Span root = root("root");
        Current.set(root);

        Span call = (Span) Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, HTTP);

        assertThat(call.parentSpanId()).isEqualTo(root.spanId());
        assertThat(call.segment()).isSameAs(root.segment());
        assertThat(call.hasRemoteParent()).isFalse();
        assertThat(call.category()).isSameAs(HTTP);
    }

    @Test
    void makesACallWithoutContextATraceOfItsOwn() {
        CapturedSpans captured = CapturedSpans.install();

        Span call = (Span) Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, HTTP);
        call.end();

        assertThat(call.parentSpanId()).isZero();
        assertThat(captured.chains()).containsExactly(call);
    }

    @Test
    void passesAnUnsampledContextOn() {
        CapturedSpans.install(FixedSampler.dropAll());
        RemoteParent parent = new RemoteParent(1, 2, 3, false, null, null);
        TraceContext unsampled = Tracer.startLocalRoot(parent, "GET", SpanKind.SERVER, null, "/");
        Current.set(unsampled);

        assertThat(Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, HTTP))
                .isSameAs(unsampled);
        assertThat(unsampled.traceIdHigh()).isEqualTo(1);
        assertThat(unsampled.traceIdLow()).isEqualTo(2);
        assertThat(unsampled.spanId()).isEqualTo(3);
        assertThat(Current.capture()).isSameAs(unsampled);
    }

    /** A reader that counts the trace must not rely on an unknown probability. */
    @Test
    void aTraceThatIsNotCountedCarriesNoThreshold() {
        CapturedSpans.install(new Sampler() {
            @Override
            public long sample(long randomness, SpanKind kind, String name, String path) {
                return KEEP_UNCOUNTED;
            }

            @Override
            public boolean followsParent() {
                return false;
            }
        });
        RemoteParent parent = new RemoteParent(1, 2, 3, true, "ot=th:8;rv:80000000000000,other=1", null);

        assertThat(root("root").segment().traceState).isNull();
        Span continued = (Span) Tracer.startLocalRoot(parent, "GET", SpanKind.SERVER, null, "/");
        assertThat(continued.segment().traceState).isEqualTo("ot=rv:80000000000000,other=1");
    }

    @Test
    void leavesTheAgentsOwnThreadsAlone() {
        CapturedSpans.install();
        Current.set(UnsampledContext.SUPPRESSED);

        assertThat(Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, HTTP))
                .isNull();
        assertThat(Current.capture()).isNull();
    }

    @Test
    void followsTheCallerWhateverTheSamplerWouldSay() {
        RemoteParent sampled = new RemoteParent(1, 2, 3, true, null, null);
        RemoteParent unsampled = new RemoteParent(1, ~0L, 3, false, null, null);

        CapturedSpans.install(FixedSampler.dropAll());
        assertThat(Tracer.startLocalRoot(sampled, "GET", SpanKind.SERVER, null, "/")
                        .isSampled())
                .isTrue();

        CapturedSpans.install(new FixedSampler(0, true));
        assertThat(Tracer.startLocalRoot(unsampled, "GET", SpanKind.SERVER, null, "/")
                        .isSampled())
                .isFalse();
    }

    @Test
    void decidesAloneWhereTheSamplerDoesNotFollow() {
        RemoteParent unsampled = new RemoteParent(1, ~0L, 3, false, null, null);
        RemoteParent sampled = new RemoteParent(1, 0, 3, true, null, null);
        CapturedSpans.install(new FixedSampler(1L << 55, false));

        TraceContext kept = Tracer.startLocalRoot(unsampled, "GET", SpanKind.SERVER, null, "/");
        assertThat(kept.isSampled()).isTrue();
        assertThat(kept.traceState()).isEqualTo("ot=th:8");
        assertThat(Tracer.startLocalRoot(sampled, "GET", SpanKind.SERVER, null, "/")
                        .isSampled())
                .isFalse();
    }

    @Test
    void sharesOneContextAmongUnsampledTracesAndAllocatesNothing() {
        CapturedSpans.install(FixedSampler.dropAll());

        assertThat(Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/"))
                .isSameAs(Tracer.startLocalRoot(null, "POST", SpanKind.SERVER, null, "/"))
                .isSameAs(UnsampledContext.WITHOUT_IDS);
    }

    @Test
    void writesTheThresholdThatItDecidedWith() {
        CapturedSpans.install(new FixedSampler(0xc0_0000_0000_0000L, true));
        int sampled = 0;
        for (int i = 0; i < 1_000; i++) {
            TraceContext context = Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/");
            if (context.isSampled()) {
                sampled++;
                assertThat(context.traceState()).isEqualTo("ot=th:c");
                assertThat(context.traceIdLow() & 0xFF_FFFF_FFFF_FFFFL).isGreaterThanOrEqualTo(0xc0_0000_0000_0000L);
            }
        }
        assertThat(sampled).isBetween(150, 350);
    }

    @Test
    void swapsAndRestoresTheContextOfTheThread() {
        CapturedSpans.install();
        Span outer = root("outer");
        Span inner = root("inner");

        assertThat(Current.swap(outer)).isNull();
        assertThat(Current.swap(inner)).isSameAs(outer);
        assertThat(Current.get()).isSameAs(inner);
        Current.set(outer);
        assertThat(Current.capture()).isSameAs(outer);
    }

    @Test
    void swallowsFaultsOfTheErrorListener() {
        AdviceErrors.listen((thrown, instrumentation) -> {
            throw new IllegalStateException("fault");
        });
        AdviceErrors.caught(new RuntimeException("advice"), AdviceErrors.number("test"));
        AdviceErrors.listen((thrown, instrumentation) -> {});
    }
}
