// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.method;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.SpanKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description that all calls of a traced method share. Refers to no class of the application. Immutable. */
public final class TracedMethod {
    private static final AttributeKey[] NONE = new AttributeKey[0];

    final String name;
    final SpanKind kind;

    /** False for a method that begins a trace of its own. */
    final boolean inheritsContext;

    /** {@code code.function.name}. */
    final String function;

    /** The name of a class of the tracing API that the method belongs to; null for none. */
    final @Nullable String api;

    private final @Nullable AttributeKey[] parameters;

    private TracedMethod(
            String function,
            String name,
            SpanKind kind,
            boolean inheritsContext,
            @Nullable String api,
            @Nullable AttributeKey[] parameters) {
        this.function = function;
        this.name = name;
        this.kind = kind;
        this.inheritsContext = inheritsContext;
        this.api = api;
        this.parameters = parameters;
    }

    /**
     * A method whose calls are INTERNAL spans.
     *
     * @param function the full name of the class, a dot and the name of the method
     * @param name of the spans
     */
    public static TracedMethod of(String function, String name) {
        return new TracedMethod(function, name, SpanKind.INTERNAL, true, null, NONE);
    }

    /** The same method with another name of its spans. */
    public TracedMethod named(String name) {
        return new TracedMethod(function, name, kind, inheritsContext, api, parameters);
    }

    /** The same method with spans of another kind. */
    public TracedMethod ofKind(SpanKind kind) {
        return new TracedMethod(function, name, kind, inheritsContext, api, parameters);
    }

    /** The same method, each call of which begins a trace. */
    public TracedMethod withoutParent() {
        return new TracedMethod(function, name, kind, false, api, parameters);
    }

    /**
     * The same method, described by means of a tracing API: it is not traced if the application has its own tracer for
     * that API.
     *
     * @param api as in {@link dapper.bootstrap.OwnTracers#has}
     */
    public TracedMethod ofApi(String api) {
        return new TracedMethod(function, name, kind, inheritsContext, api, parameters);
    }

    /** @param names of the attributes that the arguments are, null for an argument that is none */
    public TracedMethod withAttributes(List<@Nullable String> names) {
        @Nullable AttributeKey[] keys = new AttributeKey[names.size()];
        for (int i = 0; i < keys.length; i++) {
            String name = names.get(i);
            keys[i] = name == null ? null : AttributeKey.of(name);
        }
        return new TracedMethod(function, name, kind, inheritsContext, api, keys);
    }

    /** The attribute of an argument, or null for none. */
    @Nullable
    AttributeKey parameter(int index) {
        return index < parameters.length ? parameters[index] : null;
    }

    /** Equal for methods whose calls make equal spans. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(function).append('\n').append(name).append('\n');
        text.append(kind).append(inheritsContext).append(api);
        for (AttributeKey each : parameters) {
            text.append('\n').append(each);
        }
        return text.toString();
    }
}
