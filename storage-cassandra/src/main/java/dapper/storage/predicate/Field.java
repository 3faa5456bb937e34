// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

/** A property of a span that a predicate compares. */
public sealed interface Field {

    /**
     * Properties that every span has.
     *
     * <p>{@link #KIND} and {@link #STATUS} are OTLP numbers. {@link #START} is in nanoseconds since 1970, unsigned;
     * {@link #DURATION} in nanoseconds, never negative. The others are texts, possibly empty.
     */
    enum Intrinsic implements Field {
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

    /** The owner of an attribute. {@link #ANY} is the span, or its resource if the span has no such attribute. */
    enum Owner {
        SPAN,
        RESOURCE,
        ANY
    }

    record Attribute(Owner owner, String key) implements Field {}

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
