// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.scalaconcurrent.v2_12;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.PartialFunction;

/**
 * The function of an operation that follows a future, with the context of the thread that added the operation, even if
 * that is none: one thread runs the operations of many requests in a row, and its own context may be that of another.
 */
public class ContextFunction<T, R> extends CallbackContext implements Function1<T, R> {
    private final Function1<T, R> actual;

    ContextFunction(Function1<T, R> actual) {
        this.actual = actual;
    }

    /** @param actual null for an operation that only stands for another future */
    public static <T, R> @Nullable Function1<T, R> of(@Nullable Function1<T, R> actual) {
        if (actual == null) {
            return null;
        }
        return actual instanceof PartialFunction
                ? new ContextPartialFunction<>((PartialFunction<T, R>) actual)
                : new ContextFunction<>(actual);
    }

    @Override
    public R apply(T value) {
        Object before = begin();
        try {
            return actual.apply(value);
        } finally {
            TaskRuns.end(before);
        }
    }
}
