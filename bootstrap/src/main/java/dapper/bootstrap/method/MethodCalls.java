// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.method;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.OwnTracers;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import org.jspecify.annotations.Nullable;

/**
 * Starts the calls of traced methods, each a span. Runs on the thread that calls the method. A call in an unsampled
 * trace costs the look-up of the thread's context, and no object.
 */
public final class MethodCalls {
    private static final AttributeKey FUNCTION = AttributeKey.of("code.function.name");

    private MethodCalls() {}

    /**
     * Starts a call. {@link MethodCall#end} must follow on the same thread.
     *
     * @param number of the method in the {@link MethodTable}
     * @param type that declares the method
     * @return null if there is nothing to do at the end
     */
    public static @Nullable MethodCall start(int number, Class<?> type) {
        return start(MethodTable.get(number), type, null);
    }

    /** As the other, for a method that has attributes among its arguments. */
    public static @Nullable MethodCall start(int number, Class<?> type, @Nullable Object[] arguments) {
        return start(MethodTable.get(number), type, arguments);
    }

    private static @Nullable MethodCall start(
            TracedMethod method, Class<?> type, @Nullable Object @Nullable [] arguments) {
        @Nullable TraceContext[] place = Current.place();
        TraceContext current = place[0];
        if (isUnrecorded(current, method) || (method.api != null && OwnTracers.has(type, method.api))) {
            return null;
        }
        TraceContext started =
                Tracer.startCall(method.inheritsContext ? current : null, method.name, method.kind, null);
        if (started == null) {
            return null;
        }
        Span span = started.span();
        if (span == null && current == null) {
            place[0] = started;
            return MethodCall.UNRECORDED_ROOT;
        }
        MethodCall call = new MethodCall(place, current, span);
        if (span != null) {
            describe(span, method, arguments);
        }
        // Last, because only a caller that gets the call can end it: nothing fails after this.
        place[0] = started;
        return call;
    }

    @SuppressWarnings("ReferenceEquality") // a marker
    private static boolean isUnrecorded(@Nullable TraceContext current, TracedMethod method) {
        return current != null
                && current.isUnsampled()
                && (method.inheritsContext || current == UnsampledContext.SUPPRESSED);
    }

    private static void describe(Span span, TracedMethod method, @Nullable Object @Nullable [] arguments) {
        span.reserve(1 + (arguments == null ? 0 : arguments.length));
        span.setBounded(FUNCTION, method.function);
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            AttributeKey key = method.parameter(i);
            Object value = key == null ? null : ArgumentValues.of(arguments[i]);
            if (key != null && value != null) {
                span.setValue(key, value);
            }
        }
    }
}
