// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.propagation.Propagation;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A call while it lasts, sampled or not: its context, the context before it, and its start. Instrumentations pass it
 * from the start of a call to the end and need no other type.
 *
 * <p>There are two ways to make one. {@link #enter} is for a call that ends on the thread that made it: the call is the
 * context of the thread until then, and its object belongs to the thread, which uses it again. {@link #begin} is for a
 * call that ends elsewhere: it never becomes the context of a thread, and the object is the instrumentation's own, best
 * one that the call needs anyway, such as a callback. Messages that are processed have a {@link ProcessCall}.
 *
 * <p>This class and {@link ProcessCall} alone change the context of a thread for a call. The rule when a call is left:
 * <b>the previous context is restored, unless the call had the same</b>. A call in an unsampled trace has the context of its caller. Propagation
 * may have replaced it meanwhile by one with ids, which the next calls of the thread must use as well.
 */
public class Call implements EndedCall {
    /** Nobody listened when the call started. */
    static final int NO_REPORT = 0;

    /** The listener gets the end of the call. */
    static final int REPORT_DUE = 1;

    static final int REPORTED = 2;

    private static final int LISTENER = AdviceErrors.number("call-listener");
    private static final AtomicIntegerFieldUpdater<Call> REPORT =
            AtomicIntegerFieldUpdater.newUpdater(Call.class, "report");

    /** Of the thread that uses this object for one call after the other; null if it is the object of a single call. */
    private final @Nullable CallStack stack;

    private volatile int report;

    private boolean entered;

    @Nullable
    TraceContext context;

    @Nullable
    TraceContext previous;

    private @Nullable CallKind kind;
    private @Nullable String operation;
    private @Nullable CallTarget target;
    private @Nullable String statusName;

    /** {@link System#nanoTime()}; read only for an unsampled call that has a listener. */
    private long startTicks;

    /** Makes the object of one call that ends elsewhere, and keeps the running thread's context for its callbacks. */
    public Call() {
        this.stack = null;
        this.previous = Current.capture();
    }

    Call(@Nullable CallStack stack) {
        this.stack = stack;
    }

    /**
     * Starts a call of the running thread and makes it the thread's context. {@link #end} must follow on the same
     * thread.
     *
     * @param name of the span
     * @param operation see {@link #operation()}
     * @return null if there is nothing to do until the call has ended: it is nested, one of the agent, or unsampled in
     *     an unsampled trace and without a listener
     */
    public static @Nullable Call enter(CallKind kind, String name, @Nullable String operation) {
        CallStack stack = CallStack.get();
        TraceContext current = stack.current[0];
        if (current != null && current.isUnsampled()) {
            return enterUnsampled(stack, current, kind, operation);
        }
        TraceContext started = Tracer.startCall(current, name, kind.spanKind(), kind);
        if (started == null) {
            return null;
        }
        Call call = stack.push();
        call.start(started, kind, operation, true);
        call.previous = current;
        call.entered = true;
        stack.current[0] = started;
        return call;
    }

    private static @Nullable Call enterUnsampled(
            CallStack stack, TraceContext current, CallKind kind, @Nullable String operation) {
        if (!CallListening.hasListener() || current == UnsampledContext.SUPPRESSED || stack.isRunning(kind)) {
            return null;
        }
        Call call = stack.push();
        call.start(current, kind, operation, true);
        call.previous = current;
        call.entered = true;
        return call;
    }

    /**
     * Starts a call that the running thread makes and that may end on any thread. The thread's context stays.
     *
     * @return false if there is nothing to do, now or later: the call is nested, or one of the agent
     */
    public final boolean begin(CallKind kind, String name, @Nullable String operation) {
        TraceContext started = Tracer.startCall(Current.get(), name, kind.spanKind(), kind);
        if (started == null) {
            return false;
        }
        boolean nested = CallListening.hasListener()
                && !started.isSampled()
                && CallStack.get().isRunning(kind);
        start(started, kind, operation, !nested);
        return true;
    }

    /**
     * As {@link #begin}, for a call of which only its result shows that it is one, so that it has begun already.
     *
     * @param startTicks {@link System#nanoTime()} at its beginning
     */
    public final boolean beginAt(CallKind kind, String name, @Nullable String operation, long startTicks) {
        if (!begin(kind, name, operation)) {
            return false;
        }
        this.startTicks = startTicks;
        Span span = span();
        if (span != null) {
            span.startedAt(span.segment().epochNanos(startTicks));
        }
        return true;
    }

    /**
     * Starts the work on a call that another process makes, and that may end on any thread. It never belongs to earlier
     * work of the thread, whose context stays: {@link #enterOwn} changes it.
     *
     * @param parent the context that the caller sent, or null
     * @param name of the span, and the operation
     * @return false if the agent records nothing
     */
    public final boolean beginServed(CallKind kind, @Nullable RemoteParent parent, String name) {
        TraceContext started = Tracer.startLocalRoot(parent, name, kind.spanKind(), kind, null);
        if (started == null) {
            return false;
        }
        start(started, kind, name, true);
        return true;
    }

    final void start(TraceContext started, CallKind kind, @Nullable String operation, boolean outermost) {
        this.context = started;
        this.kind = kind;
        this.operation = operation;
        if (outermost && CallListening.hasListener()) {
            this.startTicks = started.isSampled() ? 0 : System.nanoTime();
            this.report = REPORT_DUE;
        }
    }

    /** The innermost call that the running thread has entered, if it is of this kind; otherwise null. */
    public static @Nullable Call running(CallKind kind) {
        Call top = CallStack.get().top();
        return top != null && top.kind == kind ? top : null;
    }

    /** Returns whether the running thread has entered a call and not ended it. */
    public static boolean isInside() {
        return CallStack.get().top() != null;
    }

    /** Restores the thread's context if the call was entered. {@link #end} does the same, but later. */
    @SuppressWarnings("ReferenceEquality") // saves a write to the context that is current already
    public void leave() {
        if (entered && stack != null) {
            entered = false;
            if (context != previous) {
                stack.current[0] = previous;
            }
        }
    }

    /**
     * Ends the call; only the first of several ends counts. Never throws.
     *
     * @param status of an HTTP response, 0 for none
     * @param error as in {@code error.type}; null if the call succeeded
     */
    public final void end(int status, @Nullable String error) {
        leave();
        if (report == NO_REPORT) {
            endSpan();
        } else if (REPORT.compareAndSet(this, REPORT_DUE, REPORTED)) {
            Span span = endSpan();
            long nanos = span == null ? System.nanoTime() - startTicks : span.endEpochNanos() - span.startEpochNanos();
            report(this, nanos, status, error);
        }
        if (stack != null) {
            stack.pop(this);
        }
    }

    private @Nullable Span endSpan() {
        Span span = span();
        if (span != null) {
            PeerServices.describe(span);
            span.end();
        }
        return span;
    }

    /** Passes the end of a call to the listener, if there still is one. Never throws. */
    static void report(EndedCall call, long nanos, int status, @Nullable String error) {
        CallListener listener = CallListening.listener();
        if (listener != null) {
            try {
                listener.ended(call, Math.max(0, nanos), status, error);
            } catch (Throwable e) {
                AdviceErrors.caught(e, LISTENER);
            }
        }
    }

    /** Drops all references: a thread keeps the object for its next call. */
    final void clear() {
        entered = false;
        report = NO_REPORT;
        context = null;
        previous = null;
        kind = null;
        operation = null;
        target = null;
        statusName = null;
    }

    /**
     * Returns whether anything needs the end of the call. If not, the call need not be kept, and its response not be
     * waited for.
     */
    public final boolean isObserved() {
        return report == REPORT_DUE || span() != null;
    }

    /** The span that describes the call, or null if it is not recorded. Not for instrumentations. */
    @Override
    public final @Nullable Span span() {
        TraceContext context = this.context;
        return context == null ? null : context.span();
    }

    @Override
    public final @Nullable CallKind kind() {
        return kind;
    }

    /** The name of the span of an observed call. Null while the method of an HTTP client's call is not known. */
    @Override
    public final @Nullable String operation() {
        return operation;
    }

    public final void operation(String operation) {
        this.operation = operation;
    }

    @Override
    public final @Nullable CallTarget target() {
        return target;
    }

    /**
     * Sets the other side of the call, for the listener; does nothing without one.
     *
     * @param system as in {@link CallTarget#of}, like the others
     */
    public final void target(@Nullable String system, @Nullable String name, @Nullable String host, int port) {
        if (report == REPORT_DUE) {
            target = CallTarget.of(system, name, host, port);
        }
    }

    /** Adds the server to the other side of the call. */
    public final void server(@Nullable String host, int port) {
        CallTarget known = target;
        target(known == null ? null : known.system(), known == null ? null : known.name(), host, port);
    }

    @Override
    public final @Nullable String statusName() {
        return statusName;
    }

    /** Sets the status of a remote procedure call, before its end; null for none. */
    public final void statusName(@Nullable String statusName) {
        this.statusName = statusName;
    }

    /** Writes the headers that make the receiver's work a part of this call. */
    public final <C> void inject(HeaderSetter<C> setter, C carrier) {
        TraceContext context = this.context;
        if (context != null) {
            Propagation.inject(context, setter, carrier);
        }
    }

    /** Returns whether the running thread works for a request or a call already. */
    public static boolean hasContext() {
        return Current.get() != null;
    }

    /**
     * Makes the call the context of the running thread, for a part of its work.
     *
     * @return to be passed to {@link #leaveOwn} on the same thread afterwards
     */
    public final @Nullable TraceContext enterOwn() {
        return Current.swap(context);
    }

    /** An unsampled trace that got its ids meanwhile keeps them for the next part of the work. */
    public final void leaveOwn(@Nullable TraceContext before) {
        TraceContext own = Current.swap(before);
        if (context == UnsampledContext.WITHOUT_IDS && own != null && own.isUnsampled()) {
            context = own;
        }
    }

    /**
     * Makes the context in which the call object was made current, for a callback of the application.
     *
     * @return to be passed to {@link #leaveCaller} on the same thread afterwards
     */
    public final @Nullable TraceContext enterCaller() {
        return Current.swap(previous);
    }

    public static void leaveCaller(@Nullable TraceContext before) {
        Current.set(before);
    }
}
