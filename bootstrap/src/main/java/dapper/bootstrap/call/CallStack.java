// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one thread has entered and not left. They end in the reverse order, so their objects are used again
 * and nothing is allocated.
 *
 * <p>The end of a call also removes the calls above it. They can only be calls whose end failed, for example because
 * the stack of the thread was full.
 */
final class CallStack {
    /** A deeper call gets an object of its own. */
    private static final int MAX_DEPTH = 8;

    private static final ThreadLocal<CallStack> HOLDER = new ThreadLocal<CallStack>() {
        @Override
        protected CallStack initialValue() {
            return new CallStack();
        }
    };

    /** The context of the thread, without another look-up of a thread-local. */
    final @Nullable TraceContext[] current = Current.place();

    private final @Nullable Call[] calls = new Call[MAX_DEPTH];
    private int depth;

    private CallStack() {}

    static CallStack get() {
        return HOLDER.get();
    }

    Call push() {
        if (depth == MAX_DEPTH) {
            return new Call(this);
        }
        Call call = calls[depth];
        if (call == null) {
            call = new Call(this);
            calls[depth] = call;
        }
        depth++;
        return call;
    }

    /** Does nothing for a call that had no room here. */
    @SuppressWarnings("ReferenceEquality") // a call has no equality of its own
    void pop(Call call) {
        int slot = depth - 1;
        while (slot >= 0 && calls[slot] != call) {
            slot--;
        }
        for (int i = slot; i >= 0 && i < depth; i++) {
            Call left = calls[i];
            if (left != null) {
                left.clear();
            }
        }
        depth = slot >= 0 ? slot : depth;
    }

    @Nullable
    Call top() {
        return depth == 0 ? null : calls[depth - 1];
    }

    boolean isRunning(CallKind kind) {
        Call top = top();
        return top != null && top.kind() == kind;
    }
}
