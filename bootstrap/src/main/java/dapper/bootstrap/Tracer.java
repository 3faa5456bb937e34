// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

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
        if (parent == null) {
            return startTrace(sampler, name, kind, category, path);
        }
        if (sampler.followsParent()) {
            return parent.isSampled()
                    ? localRoot(parent, parent.sampledTraceState(), name, kind, category)
                    : parent.toUnsampled();
        }
        long threshold = sampler.sample(parent.randomness(), kind, name, path);
        return threshold == Sampler.DROP
                ? parent.toUnsampled()
                : localRoot(parent, parent.traceState(threshold), name, kind, category);
    }

    private static TraceContext startTrace(
            Sampler sampler, String name, SpanKind kind, @Nullable Object category, @Nullable String path) {
        long traceIdLow = RandomIds.next();
        long threshold = sampler.sample(Randomness.of(traceIdLow), kind, name, path);
        if (threshold == Sampler.DROP) {
            return UnsampledContext.WITHOUT_IDS;
        }
        Segment segment = new Segment(
                RandomIds.next(),
                traceIdLow,
                TraceContext.SAMPLED | TraceContext.RANDOM,
                RootTraceState.of(threshold),
                null);
        return started(new Span(segment, RandomIds.next(), 0, true, false, name, kind, category));
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
     * Begins a call made by the current thread: a child of its context, or a new trace if there is none.
     *
     * @param category calls of the same category nested in each other are one call: the inner one gets null
     * @return a {@link Span} if recorded, an {@link UnsampledContext} if not (its header must still be sent on), null
     *     if there is nothing to do: a nested call, or the agent's own
     */
    public static @Nullable TraceContext startCall(String name, SpanKind kind, @Nullable Object category) {
        TraceContext current = Current.get();
        if (current == null) {
            return startLocalRoot(null, name, kind, category, null);
        }
        if (current instanceof Span) {
            Span parent = (Span) current;
            return category != null && parent.category() == category && parent.kind() == kind
                    ? null
                    : startChild(parent, name, kind, category);
        }
        return current == UnsampledContext.SUPPRESSED ? null : current;
    }

    public static Span startChild(Span parent, String name, SpanKind kind, @Nullable Object category) {
        return started(
                new Span(parent.segment(), RandomIds.next(), parent.spanId(), false, false, name, kind, category));
    }
}
