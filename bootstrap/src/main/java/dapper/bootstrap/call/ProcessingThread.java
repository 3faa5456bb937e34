// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/** The messages that one thread processes: calls that it has entered and not ended, the innermost first. */
final class ProcessingThread {
    /** A message that is processed deeper has no call. Bounds the calls that loops can leave open. */
    private static final int MAX_DEPTH = 8;

    private static final ThreadLocal<ProcessingThread> HOLDER = new ThreadLocal<ProcessingThread>() {
        @Override
        protected ProcessingThread initialValue() {
            return new ProcessingThread();
        }
    };

    /** The context of the thread, without another look-up of a thread-local. */
    final @Nullable TraceContext[] current = Current.place();

    /** See {@link ProcessCall#suspend}. */
    boolean suspended;

    private @Nullable ProcessCall innermost;
    private int depth;

    /** The number of calls outside of the request that the thread serves, 0 if it serves none. At most the depth. */
    private int floor;

    private ProcessingThread() {}

    static ProcessingThread get() {
        return HOLDER.get();
    }

    boolean isProcessing() {
        return depth > 0;
    }

    /**
     * Called when the thread begins to serve a request, which may happen while it processes messages.
     *
     * @return for {@link #endVisit}
     */
    int beginVisit() {
        int outer = floor;
        floor = depth;
        return outer;
    }

    /** Ends the calls that were entered since the thread began to serve the request. */
    void endVisit(int outer) {
        ProcessCall inner = innermost;
        while (inner != null && depth > floor) {
            inner.end(0, null);
            inner = innermost;
        }
        floor = Math.min(outer, depth);
    }

    boolean isFull() {
        return depth == MAX_DEPTH;
    }

    void push(ProcessCall call) {
        call.outer = innermost;
        innermost = call;
        depth++;
    }

    /** Removes a call of this thread, after it has ended those inside. */
    @SuppressWarnings("ReferenceEquality") // a call has no equality of its own
    void remove(ProcessCall call) {
        ProcessCall inner = innermost;
        while (inner != null && inner != call) {
            inner.end(0, null);
            inner = innermost;
        }
        innermost = call.outer;
        call.outer = null;
        depth--;
        floor = Math.min(floor, depth);
    }

    /**
     * Ends the innermost calls whose context the thread has lost: something around them restored an earlier one. The
     * request that the thread serves has a context of its own, so the calls outside of it are left alone.
     */
    void endStale() {
        ProcessCall inner = innermost;
        while (inner != null && depth > floor && inner.isStale(current[0])) {
            inner.end(0, null);
            inner = innermost;
        }
    }

    /** Ends the calls for messages of one source, and those inside. */
    void endAll(Object source) {
        ProcessCall outermost = outermost(source);
        if (outermost != null) {
            outermost.end(0, null);
        }
    }

    /** The outermost call for a message of this source, or null. */
    @SuppressWarnings("ReferenceEquality") // a source is an object of its own, whatever it equals
    @Nullable
    ProcessCall outermost(Object source) {
        ProcessCall outermost = null;
        for (ProcessCall call = innermost; call != null; call = call.outer) {
            outermost = call.source() == source ? call : outermost;
        }
        return outermost;
    }
}
