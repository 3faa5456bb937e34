// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/** The subscriber to the results of an execution. */
final class ResultsSubscriber<T> extends ObservedSubscriber<T> {
    private final Execution execution;

    ResultsSubscriber(CoreSubscriber<? super T> subscriber, Execution execution) {
        super(subscriber);
        this.execution = execution;
    }

    @Override
    void gets(Object result) {
        Reading.emitted(result, execution);
    }

    @Override
    void ends(@Nullable Throwable thrown) {
        if (thrown == null) {
            execution.complete();
        } else {
            execution.fail(thrown);
        }
    }

    @Override
    void cancelled() {
        execution.complete();
    }
}
