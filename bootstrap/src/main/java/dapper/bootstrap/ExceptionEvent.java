// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Records an exception as an event of a span, following the semantic conventions. */
public final class ExceptionEvent {
    /** Stack traces are cut to this many UTF-16 units. */
    private static final int MAX_STACK_TRACE = 8_192;

    private static final AttributeKey TYPE = AttributeKey.of("exception.type");
    private static final AttributeKey MESSAGE = AttributeKey.of("exception.message");
    private static final AttributeKey STACKTRACE = AttributeKey.of("exception.stacktrace");

    private ExceptionEvent() {}

    /**
     * @param message null if it has none
     * @param stackTrace already bounded
     */
    public static void add(Span span, Throwable thrown, @Nullable String message, String stackTrace) {
        String type = thrown.getClass().getName();
        if (message == null) {
            span.event("exception", TYPE, type, STACKTRACE, stackTrace);
        } else {
            span.event("exception", TYPE, type, MESSAGE, message, STACKTRACE, stackTrace);
        }
    }

    /**
     * The attributes of an event named {@code exception}. Calls the exception's own code.
     *
     * @param additional of the application; they replace those of the same name
     */
    public static AttributeList attributes(Throwable thrown, AttributeList additional) {
        AttributeList all = new AttributeList();
        all.add(TYPE, thrown.getClass().getName());
        String message = StackTraces.message(thrown, Tracer.limits().valueLength);
        if (message != null) {
            all.add(MESSAGE, message);
        }
        all.addBounded(STACKTRACE, StackTraces.text(thrown, MAX_STACK_TRACE));
        all.addAll(additional);
        return all;
    }

    static void add(Span span, Throwable thrown, @Nullable String message) {
        add(span, thrown, message, StackTraces.text(thrown, MAX_STACK_TRACE));
    }
}
