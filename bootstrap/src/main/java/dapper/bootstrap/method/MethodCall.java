// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.method;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of a traced method. Its context is that of the thread until the method returns. A method that returns a stage
 * ends when the stage is complete, on any thread.
 */
public final class MethodCall implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    /** A root that is not recorded: there is nothing to end but the context of the thread. */
    static final MethodCall UNRECORDED_ROOT = new MethodCall(null, null, null);

    /** Of the thread that called the method: saves a look-up at the end. */
    private final @Nullable TraceContext @Nullable [] place;

    private final @Nullable TraceContext previous;
    private final @Nullable Span span;

    MethodCall(@Nullable TraceContext @Nullable [] place, @Nullable TraceContext previous, @Nullable Span span) {
        this.place = place;
        this.previous = previous;
        this.span = span;
    }

    /** Ends the call together with its method. */
    public void end(@Nullable Throwable thrown) {
        leave();
        endSpan(thrown);
    }

    /** Ends the call together with its method, or with the stage that the method returned. */
    public void end(@Nullable Object returned, @Nullable Throwable thrown) {
        leave();
        if (thrown != null || span == null || !(returned instanceof CompletionStage)) {
            endSpan(thrown);
            return;
        }
        try {
            ((CompletionStage<?>) returned).whenComplete(this);
        } catch (Throwable e) {
            // A stage of the application need not support this.
            endSpan(null);
        }
    }

    private void leave() {
        if (place == null) {
            Current.set(null);
        } else {
            place[0] = previous;
        }
    }

    /** The stage is complete. */
    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
        endSpan(cause == null ? thrown : cause);
    }

    private void endSpan(@Nullable Throwable thrown) {
        if (span != null) {
            if (thrown != null) {
                span.error(thrown);
            }
            span.end();
        }
    }
}
