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

    private ProcessingThread() {}

    static ProcessingThread get() {
        return HOLDER.get();
    }

    int depth() {
        return depth;
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
    }

    /** Ends the innermost calls whose context the thread has lost: something around them restored an earlier one. */
    void endStale() {
        ProcessCall inner = innermost;
        while (inner != null && inner.isStale(current[0])) {
            inner.end(0, null);
            inner = innermost;
        }
    }

    /** Ends the calls that are inside this number of others. */
    void endInside(int outer) {
        ProcessCall inner = innermost;
        while (inner != null && depth > outer) {
            inner.end(0, null);
            inner = innermost;
        }
    }

    /** Ends the calls for messages of one source, and those inside. */
    @SuppressWarnings("ReferenceEquality") // a source is an object of its own, whatever it equals
    void endAll(Object source) {
        ProcessCall outermost = null;
        for (ProcessCall call = innermost; call != null; call = call.outer) {
            outermost = call.source() == source ? call : outermost;
        }
        if (outermost != null) {
            outermost.end(0, null);
        }
    }
}
