// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/** A result of an execution, and those that were filtered out of it. Each subscription to its content is one reader. */
public final class Reading implements Observed.Observer {
    private static final WeakIdentityMap<Reading> RESULTS = new WeakIdentityMap<>();

    private final Execution execution;
    private boolean begun;

    private Reading(Execution execution) {
        this.execution = execution;
    }

    static void emitted(Object result, Execution execution) {
        execution.emitted();
        RESULTS.put(result, new Reading(execution));
    }

    /** @return the publisher to return instead */
    public static Object of(Object result, Object content) {
        Reading reading = RESULTS.get(result);
        return reading == null ? content : Observed.inPlaceOf(content, reading);
    }

    public static void filtered(Object result, Object filtered) {
        Reading reading = RESULTS.get(result);
        if (reading != null && RESULTS.get(filtered) == null) {
            RESULTS.put(filtered, reading);
        }
    }

    @Override
    public <T> CoreSubscriber<? super T> observe(CoreSubscriber<? super T> subscriber) {
        boolean first;
        synchronized (this) {
            first = !begun;
            begun = true;
        }
        execution.readerBegins(first);
        return new ContentSubscriber<T>(subscriber, execution);
    }

    /** One reader. */
    private static final class ContentSubscriber<T> extends ObservedSubscriber<T> {
        private final Execution execution;
        private boolean ended;

        ContentSubscriber(CoreSubscriber<? super T> subscriber, Execution execution) {
            super(subscriber);
            this.execution = execution;
        }

        @Override
        void ends(@Nullable Throwable thrown) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            execution.readerEnds(thrown);
        }

        @Override
        void cancelled() {
            ends(null);
        }
    }
}
