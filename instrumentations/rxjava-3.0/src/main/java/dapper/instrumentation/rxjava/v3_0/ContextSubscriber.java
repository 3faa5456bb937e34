// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Stands between a {@code Flowable} that may emit on any thread and its subscriber: each signal arrives in the context
 * that the thread had when it subscribed.
 *
 * <p>The subscriber gets the source's own subscription, so requests, cancellation and fusion pass it by.
 */
public final class ContextSubscriber<T> extends CallbackContext implements FlowableSubscriber<T> {
    private final Subscriber<? super T> actual;

    private ContextSubscriber(Subscriber<? super T> actual) {
        this.actual = actual;
    }

    /**
     * Returns the subscriber itself if the running thread has no context: then each signal has that of the thread that
     * emits it.
     */
    public static <T> Subscriber<T> of(Subscriber<T> actual) {
        return isPresent() ? ofExactly(actual) : actual;
    }

    /**
     * As {@link #of}, for a source whose threads work for several subscribers or emitters: without a context at the
     * subscription, the signals have none.
     */
    public static <T> Subscriber<T> ofExactly(Subscriber<T> actual) {
        boolean carries = actual instanceof ContextSubscriber && ((ContextSubscriber<?>) actual).isOfThread();
        return carries ? actual : new ContextSubscriber<>(actual);
    }

    /** The same for the rails of a parallel flowable. */
    public static Subscriber<?>[] ofExactly(Subscriber<?>[] rails) {
        Subscriber<?>[] carried = rails.clone();
        for (int i = 0; i < carried.length; i++) {
            carried[i] = ofExactly(carried[i]);
        }
        return carried;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        Object before = begin();
        try {
            actual.onSubscribe(subscription);
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onNext(T item) {
        Object before = begin();
        try {
            actual.onNext(item);
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onError(Throwable error) {
        Object before = begin();
        try {
            actual.onError(error);
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onComplete() {
        Object before = begin();
        try {
            actual.onComplete();
        } finally {
            TaskRuns.end(before);
        }
    }
}
