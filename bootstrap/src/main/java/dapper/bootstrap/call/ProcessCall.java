// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import org.jspecify.annotations.Nullable;

/**
 * A message while the application processes it on one thread, sampled or not: it is the thread's context meanwhile. It
 * continues the trace of its sender, or begins one, and never belongs to earlier work of the thread. One object may
 * serve one message after the other.
 *
 * <p>A loop over messages does not report that it was left by {@code break}, {@code return} or an exception. So the
 * thread keeps the calls that it has entered. One that was not ended ends
 *
 * <ul>
 * <li>when its thread asks the source of the message for more, or closes it ({@link #endAll});
 * <li>when the thread leaves the request to a server in which it processed the message, or ends a call around it;
 * <li>when the thread processes another message, and has meanwhile got an earlier context back.
 * </ul>
 *
 * <p>The thread's previous context is restored only if the thread still has that of the call: otherwise something around
 * the loop has restored its own.
 */
public final class ProcessCall extends Call {
    private static final CallKind KIND = CallKind.MESSAGE_PROCESS;

    private final Object source;

    /** The thread that keeps this call. Null before it is entered, and after it was left on that thread. */
    private @Nullable ProcessingThread thread;

    /** Another thread ended the call. The one that entered it drops it as soon as it can. */
    private volatile boolean endedElsewhere;

    /** The call around this one, on the same thread. */
    @Nullable
    ProcessCall outer;

    /** @param source of the messages, see {@link #endAll}; compared by identity */
    public ProcessCall(Object source) {
        super((CallStack) null);
        this.source = source;
    }

    /** Returns whether the object can serve another message. If not, that needs a new object. */
    public boolean isFree() {
        return thread == null;
    }

    /**
     * Starts the processing of a message, and makes it the context of the running thread. {@link #end} should follow on
     * the same thread.
     *
     * @param parent the context that the sender sent, or null
     * @param name of the span, operation and destination
     * @return false if there is nothing to do, now or later
     */
    public boolean enter(@Nullable RemoteParent parent, String name) {
        ProcessingThread here = ProcessingThread.get();
        here.endStale();
        TraceContext before = here.current[0];
        if (here.isFull() || before == UnsampledContext.SUPPRESSED) {
            return false;
        }
        TraceContext started = Tracer.startLocalRoot(parent, name, KIND.spanKind(), KIND, null);
        if (started == null) {
            return false;
        }
        clear();
        start(started, KIND, name, true);
        Span span = span();
        if (span != null && parent != null) {
            span.link(parent);
        }
        endedElsewhere = false;
        previous = before;
        thread = here;
        here.push(this);
        here.current[0] = started;
        return true;
    }

    /** Restores the previous context of the thread that entered the call, if it is the running one. */
    @Override
    public void leave() {
        ProcessingThread entered = thread;
        if (entered == null) {
            return;
        }
        if (entered != ProcessingThread.get()) {
            endedElsewhere = true;
            return;
        }
        entered.remove(this);
        thread = null;
        if (isWithin(entered.current[0])) {
            entered.current[0] = previous;
        }
    }

    Object source() {
        return source;
    }

    boolean isStale(@Nullable TraceContext current) {
        return endedElsewhere || !isWithin(current);
    }

    /** Returns whether a context is that of this call, or was made of it. */
    @SuppressWarnings("ReferenceEquality") // one object for each context, and one for each segment
    private boolean isWithin(@Nullable TraceContext current) {
        TraceContext own = context;
        if (current == null || own == null) {
            return false;
        }
        if (own == UnsampledContext.WITHOUT_IDS) {
            return current.isUnsampled(); // it may have got its ids
        }
        Span inner = current.span();
        return own instanceof Span
                ? inner != null && inner.segment() == ((Span) own).segment()
                : current.position() == own;
    }

    /** Ends the calls of the running thread for messages of this source, and those inside. */
    public static void endAll(Object source) {
        ProcessingThread here = ProcessingThread.get();
        here.endStale();
        here.endAll(source);
    }

    /** Returns whether the running thread processes a message. */
    public static boolean isProcessing() {
        return ProcessingThread.get().isProcessing();
    }

    /**
     * Returns whether the running thread processes a message of this source already: a listener that passes its message
     * on to another listener makes one call.
     */
    public static boolean isProcessing(Object source) {
        ProcessingThread here = ProcessingThread.get();
        here.endStale();
        return here.outermost(source) != null;
    }

    /**
     * From now on the loops of the running thread make no calls: the code that runs there passes messages on to the
     * application in its own way.
     *
     * @return the state before, for {@link #resume} on the same thread
     */
    public static boolean suspend() {
        ProcessingThread here = ProcessingThread.get();
        boolean before = here.suspended;
        here.suspended = true;
        return before;
    }

    /** @param before the result of {@link #suspend} */
    public static void resume(boolean before) {
        ProcessingThread.get().suspended = before;
    }

    /** Returns whether a loop over messages makes no calls on the running thread. */
    public static boolean isSuspended() {
        return ProcessingThread.get().suspended;
    }
}
