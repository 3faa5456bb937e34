// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/** The work of the handlers of {@link HttpServerContract}: they leave a span if their request is recorded. */
public final class HandlerWork {
    private static volatile String baggage = "none";

    private HandlerWork() {}

    /** The baggage that the last handler had, {@code none} if it had none. */
    static String takeBaggage() {
        String taken = baggage;
        baggage = "none";
        return taken;
    }

    /**
     * Returns the trace id of the running thread, {@code none} if it has no context; the tests expect it as the body.
     */
    public static String work(String name) throws Exception {
        @Nullable TraceContext current = Current.get();
        Baggage carried = Current.baggage();
        baggage = carried == null ? "none" : carried.toString();
        if (current instanceof Span) {
            Traces.inSpan(name, () -> {});
        }
        return current == null ? "none" : String.format("%016x%016x", current.traceIdHigh(), current.traceIdLow());
    }
}
