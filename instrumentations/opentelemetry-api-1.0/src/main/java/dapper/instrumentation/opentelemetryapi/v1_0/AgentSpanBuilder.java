// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.AttributeList;
import dapper.bootstrap.Current;
import dapper.bootstrap.InstrumentationScope;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a span begins with. Attributes and links are kept as they come: nothing is converted before the decision
 * to record. For one thread at a time.
 */
final class AgentSpanBuilder implements SpanBuilder {
    private final InstrumentationScope scope;
    private final String name;
    private SpanKind kind = SpanKind.INTERNAL;
    private @Nullable Context parent;
    private boolean isRoot;

    /** Key, value, key, value... */
    private @Nullable List<Object> attributes;

    /** Span context, attributes, span context, attributes... */
    private @Nullable List<Object> links;

    private long startEpochNanos;

    AgentSpanBuilder(InstrumentationScope scope, String name) {
        this.scope = scope;
        this.name = name;
    }

    @Override
    public SpanBuilder setParent(@Nullable Context context) {
        if (context != null) {
            parent = context;
            isRoot = false;
        }
        return this;
    }

    @Override
    public SpanBuilder setNoParent() {
        parent = null;
        isRoot = true;
        return this;
    }

    @Override
    public SpanBuilder addLink(@Nullable SpanContext target) {
        return addLink(target, Attributes.empty());
    }

    @Override
    public SpanBuilder addLink(@Nullable SpanContext target, @Nullable Attributes attributes) {
        if (target != null && target.isValid()) {
            links = add(links, target, attributes == null ? Attributes.empty() : attributes);
        }
        return this;
    }

    private static List<Object> add(@Nullable List<Object> list, Object first, Object second) {
        List<Object> longer = list == null ? new ArrayList<>(8) : list;
        longer.add(first);
        longer.add(second);
        return longer;
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, @Nullable String value) {
        return put(key, value);
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, long value) {
        return put(key, value);
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, double value) {
        return put(key, value);
    }

    @Override
    public SpanBuilder setAttribute(@Nullable String key, boolean value) {
        return put(key, value);
    }

    @Override
    public <T> SpanBuilder setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
        return key == null ? this : put(key.getKey(), value);
    }

    private SpanBuilder put(@Nullable String key, @Nullable Object value) {
        if (key != null && !key.isEmpty() && value != null) {
            attributes = add(attributes, key, value);
        }
        return this;
    }

    @Override
    public SpanBuilder setSpanKind(@Nullable SpanKind kind) {
        if (kind != null) {
            this.kind = kind;
        }
        return this;
    }

    @Override
    public SpanBuilder setStartTimestamp(long timestamp, @Nullable TimeUnit unit) {
        if (timestamp >= 0 && unit != null) {
            startEpochNanos = unit.toNanos(timestamp);
        }
        return this;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a marker
    public Span startSpan() {
        if (Current.get() == UnsampledContext.SUPPRESSED) {
            return Span.getInvalid();
        }
        TraceContext at = isRoot ? null : ThreadContexts.position(parent == null ? Context.current() : parent);
        TraceContext started = Tracer.startCall(at, name, dapper.bootstrap.SpanKind.valueOf(kind.name()), null);
        if (started == null) {
            return Span.getInvalid();
        }
        dapper.bootstrap.Span span = started.span();
        if (span != null) {
            describe(span);
        }
        return new AgentSpan(started, true);
    }

    private void describe(dapper.bootstrap.Span span) {
        span.scope(scope);
        if (startEpochNanos != 0) {
            span.startedAt(startEpochNanos);
        }
        if (attributes != null) {
            for (int i = 0; i < attributes.size(); i += 2) {
                AttributeValues.set(span, (String) attributes.get(i), attributes.get(i + 1));
            }
        }
        if (links != null) {
            for (int i = 0; i < links.size(); i += 2) {
                RemoteParent target = SpanContexts.toAgent((SpanContext) links.get(i));
                AttributeList list = AttributeValues.list((Attributes) links.get(i + 1));
                span.link(target, list);
            }
        }
    }
}
