// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All formats, by the names that {@code OTEL_PROPAGATORS} gives them. */
public final class Formats {
    public static final Format TRACE_CONTEXT = new TraceContextFormat();
    public static final Format BAGGAGE = new BaggageFormat();
    public static final Format B3 = new B3Format();
    public static final Format B3_MULTI = new B3MultiFormat();
    public static final Format JAEGER = new JaegerFormat();

    private Formats() {}

    /** @return null if there is no format of that name, whose case does not matter */
    public static @Nullable Format named(String name) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "tracecontext":
                return TRACE_CONTEXT;
            case "baggage":
                return BAGGAGE;
            case "b3":
                return B3;
            case "b3multi":
                return B3_MULTI;
            case "jaeger":
                return JAEGER;
            default:
                return null;
        }
    }
}
