// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The visit of one thread to a request: all filters, forwards and includes on this thread belong to it. The state of a
 * visit is the thread's and not the request's: a server may give a request, or the object that carried it, to another
 * thread before this one has left.
 */
final class ServingThread {
    private static final ThreadLocal<ServingThread> HOLDER = new ThreadLocal<ServingThread>() {
        @Override
        protected ServingThread initialValue() {
            return new ServingThread();
        }
    };

    /** Saves a look-up of another thread-local at the begin and at the end of each visit. */
    private final @Nullable TraceContext[] current = Current.place();

    /** Messages that the visit processes. */
    private final ProcessingThread processing = ProcessingThread.get();

    private int outerVisit;
    private @Nullable ServerCall call;
    private @Nullable TraceContext previous;
    private boolean first;

    /** True inside the outermost of nested dispatches. */
    boolean routing;

    /** True if a framework names the request, so that the container does not. */
    boolean routeClaimed;

    private ServingThread() {}

    static ServingThread get() {
        return HOLDER.get();
    }

    /** The request, or null if the thread serves none. */
    @Nullable
    ServerCall call() {
        return call;
    }

    void enter(ServerCall call, TraceContext context, boolean first) {
        this.outerVisit = processing.beginVisit();
        this.previous = current[0];
        this.current[0] = context;
        this.first = first;
        this.routing = false;
        this.routeClaimed = false;
        this.call = call;
    }

    boolean leave() {
        processing.endVisit(outerVisit);
        call = null;
        routeClaimed = false;
        current[0] = previous;
        previous = null;
        return first;
    }
}
