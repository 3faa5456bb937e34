// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

/** A property of a span that a predicate compares. */
public sealed interface Field {

    /**
     * Properties that every span has, except for {@link #PARENT_ID}, which a root lacks.
     *
     * <p>{@link #KIND} and {@link #STATUS} are OTLP numbers. {@link #START} is in nanoseconds since 1970, signed;
     * {@link #DURATION} in nanoseconds, never negative. The others are texts, possibly empty; ids are lower-case
     * hexadecimal digits with all their zeros.
     */
    enum Intrinsic implements Field {
        TRACE_ID,
        SPAN_ID,
        PARENT_ID,
        NAME,
        KIND,
        STATUS,
        STATUS_MESSAGE,
        TRACE_STATE,
        START,
        DURATION,
        SCOPE_NAME,
        SCOPE_VERSION
    }

    /**
     * The owner of an attribute. {@link #ANY} is the span, or its resource if the span has no such attribute; {@link
     * #SCOPE} is the instrumentation scope.
     */
    enum Owner {
        SPAN,
        RESOURCE,
        ANY,
        SCOPE
    }

    /**
     * An attribute. One that was sent without a value counts as absent. {@code service.name} of a resource is never
     * absent: it is {@link dapper.storage.Resource#serviceName}.
     */
    record Attribute(Owner owner, String key) implements Field {}

    /** {@code service.name} of the resource. */
    Field SERVICE = resource("service.name");

    static Field span(String key) {
        return new Attribute(Owner.SPAN, key);
    }

    static Field resource(String key) {
        return new Attribute(Owner.RESOURCE, key);
    }

    static Field any(String key) {
        return new Attribute(Owner.ANY, key);
    }
}
