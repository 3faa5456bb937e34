// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import dapper.sampling.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * Starts spans. The sampling decision comes first: a caller that gets an {@link UnsampledContext} must not read the
 * request.
 *
 * <p>This class does not make a context current: {@link Current} does that, so that asynchronous work can end
 * elsewhere.
 */
public final class Tracer {
    private static final int QUEUE = AdviceErrors.number("queue");
    private static final AttributeKey JAEGER_DEBUG_ID = AttributeKey.of("jaeger-debug-id");

    private static volatile @Nullable Sampler sampler;
    private static volatile SpanSink sink = new SpanSink() {
        @Override
        public void offer(Span chain) {}
    };
    private static volatile Limits limits = Limits.DEFAULT;
    private static volatile @Nullable OpenSpans openSpans;

    private Tracer() {}

    /** Starts recording; called once by the agent. Until then, every start returns null. */
    public static void install(Sampler sampler, SpanSink sink, Limits limits) {
        Tracer.sink = sink;
        Tracer.limits = limits;
        Tracer.sampler = sampler;
    }

    /** From now on every new span is watched until it ends; null to watch none. */
    public static void watch(@Nullable OpenSpans openSpans) {
        Tracer.openSpans = openSpans;
    }

    private static Span started(Span span) {
        OpenSpans watching = openSpans;
        if (watching != null) {
            watching.add(span);
        }
        return span;
    }

    static void ended(Span span) {
        OpenSpans watching = openSpans;
        if (watching != null) {
            watching.remove(span);
        }
    }

    /** Null until the agent records. */
    static @Nullable Sampler sampler() {
        return sampler;
    }

    static Limits limits() {
        return limits;
    }

    static void handOver(Span chain) {
        try {
            sink.offer(chain);
        } catch (Throwable e) {
            // A span may end outside of woven code, where no handler stands between us and the application.
            AdviceErrors.caught(e, QUEUE);
        }
    }

    /**
     * Begins the part of a trace that runs in this process: an incoming request, a consumed message.
     *
     * @param parent the context that the caller sent, or null
     * @param path URL path of a server request, null for anything else
     * @return a {@link Span} if recorded, an {@link UnsampledContext} if not, null if the agent records nothing at all
     */
    public static @Nullable TraceContext startLocalRoot(
            @Nullable RemoteParent parent,
            String name,
            SpanKind kind,
            @Nullable Object category,
            @Nullable String path) {
        Sampler sampler = Tracer.sampler;
        if (sampler == null) {
            return null;
        }
        if (parent == null || !parent.hasPosition()) {
            return startTrace(sampler, parent, name, kind, category, path);
        }
        if (parent.decides(sampler)) {
            return parent.isSampled()
                    ? localRoot(parent, parent.sampledTraceState(), name, kind, category)
                    : parent.toUnsampled();
        }
        long threshold = sampler.sample(parent.randomness(), kind, name, path);
        return threshold == Sampler.DROP
                ? parent.toUnsampled()
                : localRoot(parent, parent.traceState(threshold), name, kind, category);
    }

    /** @param caller that sent no position, but baggage or a decision; or null */
    private static TraceContext startTrace(
            Sampler sampler,
            @Nullable RemoteParent caller,
            String name,
            SpanKind kind,
            @Nullable Object category,
            @Nullable String path) {
        long traceIdLow = RandomIds.next();
        Baggage baggage = caller == null ? null : caller.baggage();
        int flags = TraceContext.SAMPLED | TraceContext.RANDOM;
        long threshold;
        if (caller != null && caller.decides(sampler)) {
            threshold = caller.isSampled() ? Sampler.KEEP_UNCOUNTED : Sampler.DROP;
            flags |= caller.flags();
        } else {
            threshold = sampler.sample(Randomness.of(traceIdLow), kind, name, path);
        }
        if (threshold == Sampler.DROP) {
            return baggage == null ? UnsampledContext.WITHOUT_IDS : UnsampledContext.identified(baggage);
        }
        Segment segment = new Segment(RandomIds.next(), traceIdLow, flags, RootTraceState.of(threshold), baggage);
        Span root = new Span(segment, RandomIds.next(), 0, true, false, name, kind, category);
        if (caller != null) {
            root.set(JAEGER_DEBUG_ID, caller.debugId());
        }
        return started(root);
    }

    private static Span localRoot(
            RemoteParent parent, @Nullable String traceState, String name, SpanKind kind, @Nullable Object category) {
        Segment segment = new Segment(
                parent.traceIdHigh(),
                parent.traceIdLow(),
                parent.flags() | TraceContext.SAMPLED,
                traceState,
                parent.baggage());
        return started(new Span(segment, RandomIds.next(), parent.spanId(), true, true, name, kind, category));
    }

    /**
     * Begins a call: a child of a context, or a new trace if there is none.
     *
     * @param current of the thread that makes the call
     * @param category calls of the same category nested in each other are one call: the inner one gets null
     * @return a context with a {@link TraceContext#span()} if recorded; one without if not, whose header must still be
     *     sent on; null if there is nothing to do: a nested call, or the agent's own
     */
    public static @Nullable TraceContext startCall(
            @Nullable TraceContext current, String name, SpanKind kind, @Nullable Object category) {
        if (current == null) {
            return startLocalRoot(null, name, kind, category, null);
        }
        if (current instanceof Span) {
            return startChildCall((Span) current, name, kind, category);
        }
        if (current instanceof Context) {
            return startCallBeside((Context) current, name, kind, category);
        }
        if (current instanceof RemoteContext) {
            return startLocalRoot(((RemoteContext) current).parent(), name, kind, category, null);
        }
        return current == UnsampledContext.SUPPRESSED ? null : current;
    }

    @SuppressWarnings("ReferenceEquality") // a category is an object of its own, whatever it equals
    private static @Nullable Span startChildCall(Span parent, String name, SpanKind kind, @Nullable Object category) {
        return category != null && parent.category() == category && parent.kind() == kind
                ? null
                : startChild(parent, name, kind, category);
    }

    /** The call gets what the context carries beside its position. */
    private static @Nullable TraceContext startCallBeside(
            Context current, String name, SpanKind kind, @Nullable Object category) {
        TraceContext position = current.inner();
        if (position instanceof UnsampledContext) {
            return current;
        }
        TraceContext started = startCall(position, name, kind, category);
        return started == null ? null : current.with(started);
    }

    public static Span startChild(Span parent, String name, SpanKind kind, @Nullable Object category) {
        return started(
                new Span(parent.segment(), RandomIds.next(), parent.spanId(), false, false, name, kind, category));
    }
}
