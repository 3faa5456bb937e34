// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.baggage.Baggage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The work of the handlers of {@link HttpServerContract}: they leave a span if their request is recorded. */
public final class HandlerWork {
    private static final Semaphore WRITTEN = new Semaphore(0);

    private static volatile String baggage = "none";

    private HandlerWork() {}

    /** The baggage that the last handler had, {@code none} if it had none. */
    static String takeBaggage() {
        String taken = baggage;
        baggage = "none";
        return taken;
    }

    /** Lets the test read a response, most of which still waits for it. */
    public static void written() {
        WRITTEN.release();
    }

    /** A response that the test read earlier might be complete before its handler has returned. */
    static void awaitWritten() throws InterruptedException {
        if (!WRITTEN.tryAcquire(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the handler has not written its response");
        }
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
