// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.scalaconcurrent.v2_12;

import dapper.bootstrap.concurrent.TaskRuns;
import scala.Function1;
import scala.PartialFunction;

/** The same for a function that chooses its values, such as that of {@code recover}. */
public final class ContextPartialFunction<T, R> extends ContextFunction<T, R> implements PartialFunction<T, R> {
    private final PartialFunction<T, R> actual;

    ContextPartialFunction(PartialFunction<T, R> actual) {
        super(actual);
        this.actual = actual;
    }

    @Override
    public boolean isDefinedAt(T value) {
        Object before = begin();
        try {
            return actual.isDefinedAt(value);
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public <T1 extends T, R1> R1 applyOrElse(T1 value, Function1<T1, R1> otherwise) {
        Object before = begin();
        try {
            return actual.applyOrElse(value, otherwise);
        } finally {
            TaskRuns.end(before);
        }
    }
}
