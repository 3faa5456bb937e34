// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.AttributeList;
import dapper.bootstrap.Current;
import dapper.bootstrap.ExceptionEvent;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A position of the agent as a span of the API: recorded, or not. Any thread may use it, so a recorded span is locked
 * while the application changes it. The locks are short, and nothing waits inside.
 *
 * <p>A span that the agent made for itself, such as that of a request, is ended by the agent only.
 */
final class AgentSpan implements Span {
    private static final int INSTRUMENTATION = AdviceErrors.number("opentelemetry-api-1.0");

    private final dapper.bootstrap.@Nullable Span span;
    private final boolean isOfApplication;

    /** An unsampled trace that began in this process gets its ids when they are needed. */
    private volatile TraceContext position;

    private volatile @Nullable SpanContext spanContext;

    /** @param position no context that carries more */
    AgentSpan(TraceContext position, boolean isOfApplication) {
        this.position = position;
        this.span = position.span();
        this.isOfApplication = isOfApplication;
    }

    TraceContext position() {
        return position;
    }

    /** The position with ids. */
    TraceContext identified() {
        if (position == UnsampledContext.WITHOUT_IDS) {
            synchronized (this) {
                if (position == UnsampledContext.WITHOUT_IDS) {
                    position = Current.identify();
                }
            }
        }
        return position;
    }

    /** The application's objects are read outside of the lock. */
    private Span change(Consumer<dapper.bootstrap.Span> change) {
        if (span != null) {
            try {
                synchronized (span) {
                    change.accept(span);
                }
            } catch (Throwable e) {
                // The agent may work on a span of its own at the same time, without a lock.
                AdviceErrors.caught(e, INSTRUMENTATION);
            }
        }
        return this;
    }

    private boolean isChangeable() {
        return span != null && !span.hasEnded();
    }

    private Span set(@Nullable String key, @Nullable Object value) {
        if (key == null || key.isEmpty() || value == null || !isChangeable()) {
            return this;
        }
        Object accepted = AttributeValues.of(value);
        return change(span -> span.setValue(dapper.bootstrap.AttributeKey.of(key), accepted));
    }

    @Override
    public Span setAttribute(@Nullable String key, @Nullable String value) {
        return set(key, value);
    }

    @Override
    public Span setAttribute(@Nullable String key, long value) {
        return set(key, value);
    }

    @Override
    public Span setAttribute(@Nullable String key, double value) {
        return set(key, value);
    }

    @Override
    public Span setAttribute(@Nullable String key, boolean value) {
        return set(key, value);
    }

    @Override
    public <T> Span setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
        return key == null ? this : set(key.getKey(), value);
    }

    @Override
    public Span addEvent(@Nullable String name, @Nullable Attributes attributes) {
        if (name == null || !isChangeable()) {
            return this;
        }
        AttributeList list = AttributeValues.list(attributes);
        return change(span -> span.event(name, list));
    }

    @Override
    public Span addEvent(
            @Nullable String name, @Nullable Attributes attributes, long timestamp, @Nullable TimeUnit unit) {
        if (name == null || unit == null || !isChangeable()) {
            return this;
        }
        AttributeList list = AttributeValues.list(attributes);
        return change(span -> span.eventAt(unit.toNanos(timestamp), name, list));
    }

    @Override
    public Span setStatus(@Nullable StatusCode status, @Nullable String description) {
        if (status == StatusCode.OK) {
            return change(dapper.bootstrap.Span::succeeded);
        }
        if (status == StatusCode.ERROR) {
            String text = description == null || description.isEmpty() ? null : description;
            return change(span -> span.failed(text));
        }
        return this;
    }

    @Override
    public Span recordException(@Nullable Throwable exception, @Nullable Attributes additional) {
        if (exception == null || !isChangeable()) {
            return this;
        }
        AttributeList list = ExceptionEvent.attributes(exception, AttributeValues.list(additional));
        return change(span -> span.event("exception", list));
    }

    @Override
    public Span updateName(@Nullable String name) {
        return name == null ? this : change(span -> span.name(name));
    }

    /** In the API from 1.37 on. */
    public Span addLink(@Nullable SpanContext target, @Nullable Attributes attributes) {
        if (target == null || !target.isValid() || !isChangeable()) {
            return this;
        }
        AttributeList list = AttributeValues.list(attributes);
        return change(span -> span.link(SpanContexts.toAgent(target), list));
    }

    @Override
    public void end() {
        if (isOfApplication) {
            change(dapper.bootstrap.Span::end);
        }
    }

    @Override
    public void end(long timestamp, @Nullable TimeUnit unit) {
        if (unit == null || timestamp <= 0) {
            end();
        } else if (isOfApplication) {
            change(span -> span.endAt(unit.toNanos(timestamp)));
        }
    }

    @Override
    public SpanContext getSpanContext() {
        SpanContext known = spanContext;
        if (known == null) {
            known = SpanContexts.toApi(identified());
            spanContext = known;
        }
        return known;
    }

    @Override
    public boolean isRecording() {
        return isChangeable();
    }

    /** The same span of the agent can have several objects here. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof AgentSpan && span != null && ((AgentSpan) other).span == span;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(span == null ? this : span);
    }

    @Override
    public String toString() {
        return "AgentSpan{" + getSpanContext() + '}';
    }
}
