// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kotlincoroutines.v1_3;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * The context of the code that started a coroutine, as an element of the coroutine's own context: the library makes it
 * current on each thread that runs a part of the coroutine, and restores the previous one when the coroutine suspends.
 */
public final class ContextElement extends AbstractCoroutineContextElement implements ThreadContextElement<Object> {
    private static final Key KEY = new Key();

    private final Started started = new Started();

    private ContextElement() {
        super(KEY);
    }

    /** Identifies the element; a new coroutine's element takes the place of that of its parent. */
    private static final class Key implements CoroutineContext.Key<ContextElement> {}

    /** The element has a superclass of Kotlin's already. */
    private static final class Started extends CallbackContext {}

    /** Returns the context itself if the running thread has nothing to carry, or if the parent carries it already. */
    public static CoroutineContext addTo(CoroutineContext context) {
        if (!CallbackContext.isPresent()) {
            return context;
        }
        ContextElement inherited = context.get(KEY);
        return inherited != null && inherited.started.isOfThread() ? context : context.plus(new ContextElement());
    }

    /** Returns what {@link #restoreThreadContext} gets. */
    @Override
    public Object updateThreadContext(CoroutineContext context) {
        return started.enter();
    }

    @Override
    public void restoreThreadContext(CoroutineContext context, @Nullable Object before) {
        TaskRuns.end(before);
    }
}
