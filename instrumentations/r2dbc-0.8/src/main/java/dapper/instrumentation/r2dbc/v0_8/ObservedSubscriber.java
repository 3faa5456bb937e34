// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.AdviceErrors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Passes all signals on, in both directions, and reports them first. Nothing here throws what the application does not
 * throw. The contexts of threads do not change.
 */
abstract class ObservedSubscriber<T> implements CoreSubscriber<T>, Subscription {
    private static final int INSTRUMENTATION = AdviceErrors.number(Execution.NAME);

    private final CoreSubscriber<? super T> subscriber;
    private @Nullable Subscription subscription;

    ObservedSubscriber(CoreSubscriber<? super T> subscriber) {
        this.subscriber = subscriber;
    }

    void gets(Object item) {}

    /** @param thrown null if the publisher has completed */
    abstract void ends(@Nullable Throwable thrown);

    abstract void cancelled();

    @Override
    public Context currentContext() {
        return subscriber.currentContext();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(T item) {
        try {
            gets(item);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        subscriber.onNext(item);
    }

    @Override
    public void onError(Throwable thrown) {
        try {
            ends(thrown);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        subscriber.onError(thrown);
    }

    @Override
    public void onComplete() {
        try {
            ends(null);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        subscriber.onComplete();
    }

    @Override
    public void request(long count) {
        Subscription given = subscription;
        if (given != null) {
            given.request(count);
        }
    }

    @Override
    public void cancel() {
        try {
            cancelled();
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }
}
