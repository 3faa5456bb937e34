// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All formats, by the names that {@code OTEL_PROPAGATORS} gives them. */
public final class Formats {
    public static final Format TRACE_CONTEXT = new TraceContextFormat();
    public static final Format BAGGAGE = new BaggageFormat();

    private Formats() {}

    /** One header; a method, like those below, so that the classes of formats that are not used are not loaded. */
    public static Format b3() {
        return B3Format.INSTANCE;
    }

    /** One header for each field. */
    public static Format b3Multi() {
        return B3MultiFormat.INSTANCE;
    }

    /** {@code uber-trace-id}, and baggage in headers of its own. */
    public static Format jaeger() {
        return JaegerFormat.INSTANCE;
    }

    /** @return null if there is no format of that name, whose case does not matter */
    public static @Nullable Format named(String name) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "tracecontext":
                return TRACE_CONTEXT;
            case "baggage":
                return BAGGAGE;
            case "b3":
                return b3();
            case "b3multi":
                return b3Multi();
            case "jaeger":
                return jaeger();
            default:
                return null;
        }
    }
}
