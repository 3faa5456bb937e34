// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.graphql;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.call.JoinedTexts;
import org.jspecify.annotations.Nullable;

/**
 * The execution of an operation of GraphQL. Its context is that of the thread that begins it until {@link #leave}; it
 * ends on any thread. An operation directly inside another one is a part of that. The document is not recorded.
 */
public final class GraphQlCall {
    private static final AttributeKey TYPE = AttributeKey.of("graphql.operation.type");
    private static final AttributeKey NAME = AttributeKey.of("graphql.operation.name");
    private static final String UNKNOWN = "GraphQL Operation";
    private static final Object CATEGORY = GraphQlCall.class;
    private static final JoinedTexts NAMES = new JoinedTexts(" ");

    /** A client chooses the name, so it is not put into that of the span if it is longer. */
    private static final int MAX_NAME = 100;

    private final @Nullable TraceContext @Nullable [] place;
    private final @Nullable TraceContext previous;
    private final @Nullable Span span;

    private GraphQlCall(
            @Nullable TraceContext @Nullable [] place, @Nullable TraceContext previous, @Nullable Span span) {
        this.place = place;
        this.previous = previous;
        this.span = span;
    }

    /**
     * Starts an execution. {@link #leave} must follow on the same thread.
     *
     * @return null if there is nothing to do
     */
    public static @Nullable GraphQlCall start() {
        @Nullable TraceContext[] place = Current.place();
        TraceContext current = place[0];
        if (current != null && current.isUnsampled()) {
            return null;
        }
        TraceContext started = Tracer.startCall(current, UNKNOWN, SpanKind.INTERNAL, CATEGORY);
        if (started == null) {
            return null;
        }
        GraphQlCall call = new GraphQlCall(place, current, started.span());
        place[0] = started;
        return call;
    }

    /** Gives the thread its previous context back. */
    public void leave() {
        if (place != null) {
            place[0] = previous;
        }
    }

    /** Returns whether the operation is recorded. If not, its end need not be waited for. */
    public boolean isRecorded() {
        return span != null;
    }

    /**
     * Names the operation.
     *
     * @param type {@code query}, {@code mutation} or {@code subscription}
     * @param name null if it has none
     */
    public void operation(String type, @Nullable String name) {
        if (span != null) {
            span.name(name == null || name.length() > MAX_NAME ? type : NAMES.of(type, name));
            span.set(TYPE, type);
            span.set(NAME, name);
        }
    }

    /** Ends an operation without an error. */
    public void end() {
        if (span != null) {
            span.end();
        }
    }

    /** @param errorType of the first error, as in {@code error.type}; its message may quote the request, and is not recorded */
    public void fail(String errorType) {
        if (span != null) {
            span.error(errorType);
            span.end();
        }
    }

    public void fail(Throwable thrown) {
        if (span != null) {
            span.error(thrown);
            span.end();
        }
    }
}
