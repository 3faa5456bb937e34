// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.Current;
import dapper.bootstrap.RemoteContext;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The context of a thread, which the agent and the API share. The agent's context is the only one that is kept: a
 * context of the API rides on it, with all its keys, to other threads too. In the other direction, a context of the API
 * is made when the application looks: that which it attached, with the span in which the thread is now.
 *
 * <p>One class loader has one API. The context that an application of another class loader attached is not seen here,
 * but the agent's span is.
 */
public final class ThreadContexts {
    /** The position that a caller sent; the span context of the API has no room for all of it. */
    static final ContextKey<RemoteParent> REMOTE_PARENT = ContextKey.named("dapper-remote-parent");

    private ThreadContexts() {}

    /** Returns null if the API decides: the thread has no context, or the application has an SDK. */
    @SuppressWarnings("ReferenceEquality") // a marker, and positions have no equality of their own
    public static @Nullable Context current() {
        TraceContext now = Current.get();
        if (now == null || now == UnsampledContext.SUPPRESSED || OwnSdk.isPresent()) {
            return null;
        }
        TraceContext position = now.position();
        Object extra = dapper.bootstrap.Context.extra(now);
        if (extra instanceof Attached) {
            Attached attached = (Attached) extra;
            return position == null || position == attached.position
                    ? attached.context
                    : attached.context.with(span(position));
        }
        Context context = position == null ? Context.root() : Context.root().with(span(position));
        dapper.bootstrap.baggage.Baggage baggage = now.baggage();
        return baggage == null ? context : context.with(Baggages.toApi(baggage));
    }

    private static Span span(TraceContext position) {
        return position instanceof RemoteContext
                ? Span.wrap(SpanContexts.toApi(((RemoteContext) position).parent()))
                : new AgentSpan(position, false);
    }

    /** Returns null if the API decides. */
    @SuppressWarnings("ReferenceEquality") // a marker
    public static @Nullable Scope attach(@Nullable Context context) {
        if (context == null || OwnSdk.isPresent()) {
            return null;
        }
        TraceContext before = Current.get();
        if (before == UnsampledContext.SUPPRESSED) {
            return null;
        }
        TraceContext attached = toAgent(context, true);
        Current.set(attached);
        return new AttachedScope(before, attached);
    }

    /**
     * The position and the baggage of a context of the API.
     *
     * @param isWhole whether to keep the context itself beside them
     * @return null if there is nothing
     */
    static @Nullable TraceContext toAgent(Context context, boolean isWhole) {
        TraceContext position = position(context);
        if (position == UnsampledContext.WITHOUT_IDS) {
            position = ((AgentSpan) Span.fromContext(context)).identified();
        }
        dapper.bootstrap.baggage.Baggage baggage = Baggages.toAgent(context);
        if (baggage == null && position != null && position.baggage() != null) {
            // The application has left behind what the caller sent.
            baggage = dapper.bootstrap.baggage.Baggage.EMPTY;
        }
        return dapper.bootstrap.Context.of(position, baggage, isWhole ? new Attached(context, position) : null);
    }

    /** The position of a context of the API, from which a span can start; null if it has none. */
    static @Nullable TraceContext position(Context context) {
        Span span = Span.fromContextOrNull(context);
        if (span instanceof AgentSpan) {
            return ((AgentSpan) span).position();
        }
        RemoteParent sent = context.get(REMOTE_PARENT);
        SpanContext foreign = span == null ? SpanContext.getInvalid() : span.getSpanContext();
        if (foreign.isValid()) {
            return RemoteContext.of(
                    sent != null && SpanContexts.isSame(sent, foreign) ? sent : SpanContexts.toAgent(foreign));
        }
        return sent == null || sent.hasPosition() ? null : RemoteContext.of(sent);
    }

    /** A context of the API that rides on one of the agent. */
    private static final class Attached {
        final Context context;

        /** Of the context's span. Once the agent has started another one, the position of the thread differs. */
        final @Nullable TraceContext position;

        Attached(Context context, @Nullable TraceContext position) {
            this.context = context;
            this.position = position;
        }
    }

    /** Restores the context of the thread, unless the thread has another one meanwhile. */
    private static final class AttachedScope implements Scope {
        private final @Nullable TraceContext before;
        private final @Nullable TraceContext attached;
        private boolean isClosed;

        AttachedScope(@Nullable TraceContext before, @Nullable TraceContext attached) {
            this.before = before;
            this.attached = attached;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // contexts have no equality of their own
        public void close() {
            if (!isClosed && Current.get() == attached) {
                isClosed = true;
                Current.set(before);
            }
        }
    }
}
