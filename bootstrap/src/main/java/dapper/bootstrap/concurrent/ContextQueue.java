// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.TraceContext;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of one task that was submitted more often than it ran, oldest first. Guarded by the map that holds it.
 */
final class ContextQueue {
    /** Beyond this the task is submitted but never runs: give up instead of holding everything. */
    static final int MAX_LENGTH = 65_536;

    /** Stands for a submission without a context: the deque does not accept null. */
    private static final Object NONE = new Object();

    private final ArrayDeque<Object> contexts = new ArrayDeque<>(4);

    ContextQueue(TraceContext first, @Nullable TraceContext second) {
        contexts.add(first);
        add(second);
    }

    void add(@Nullable TraceContext context) {
        if (contexts.size() >= MAX_LENGTH) {
            contexts.clear();
        }
        contexts.addLast(context == null ? NONE : context);
    }

    @Nullable
    TraceContext pollFirst() {
        return unwrap(contexts.pollFirst());
    }

    @Nullable
    TraceContext pollLast() {
        return unwrap(contexts.pollLast());
    }

    boolean isEmpty() {
        return contexts.isEmpty();
    }

    @SuppressWarnings("ReferenceEquality") // a marker
    private static @Nullable TraceContext unwrap(@Nullable Object context) {
        return context == NONE ? null : (TraceContext) context;
    }
}
