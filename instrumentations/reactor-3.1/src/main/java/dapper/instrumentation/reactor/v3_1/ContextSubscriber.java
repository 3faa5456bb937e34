// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.util.context.Context;

/**
 * Stands between a publisher that may emit on any thread and its subscriber: each signal arrives in the context that
 * the thread had when it subscribed.
 *
 * <p>The subscriber gets the publisher's own subscription, so requests, cancellation and fusion pass it by. To Reactor's
 * introspection it looks like the subscriber.
 */
public class ContextSubscriber<T> extends CallbackContext implements CoreSubscriber<T>, Scannable {
    private final CoreSubscriber<? super T> actual;

    ContextSubscriber(CoreSubscriber<? super T> actual) {
        this.actual = actual;
    }

    /**
     * Returns the subscriber itself if the running thread has no context: then each signal has that of the thread that
     * emits it.
     */
    public static <T> CoreSubscriber<T> of(CoreSubscriber<T> actual) {
        return isPresent() ? ofExactly(actual) : actual;
    }

    /**
     * As {@link #of}, for a publisher whose threads work for several subscribers or emitters: without a context at the
     * subscription, the signals have none.
     */
    public static <T> CoreSubscriber<T> ofExactly(CoreSubscriber<T> actual) {
        if (actual instanceof ContextSubscriber && ((ContextSubscriber<?>) actual).isOfThread()) {
            return actual;
        }
        return actual instanceof Fuseable.ConditionalSubscriber
                ? new Conditional<>((Fuseable.ConditionalSubscriber<T>) actual)
                : new ContextSubscriber<>(actual);
    }

    /** The same for the rails of a parallel flux. */
    public static CoreSubscriber<?>[] ofExactly(CoreSubscriber<?>[] rails) {
        CoreSubscriber<?>[] carried = rails.clone();
        for (int i = 0; i < carried.length; i++) {
            carried[i] = ofExactly(carried[i]);
        }
        return carried;
    }

    /**
     * Begins work of an operator for its subscriber.
     *
     * @return to be passed to {@link TaskRuns#end}
     */
    public static @Nullable Object begin(@Nullable Object actual) {
        return actual instanceof ContextSubscriber ? ((ContextSubscriber<?>) actual).begin() : null;
    }

    /** The same for an object that works with the sink of a {@code Mono.create}. */
    public static @Nullable Object beginFor(@Nullable Object sink) {
        return sink instanceof Scannable ? begin(((Scannable) sink).scanUnsafe(Attr.ACTUAL)) : null;
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

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    @SuppressWarnings({"rawtypes", "ReferenceEquality"}) // an attribute is its own key
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.ACTUAL ? actual : null;
    }

    /** A subscriber that can refuse an item, so that the publisher emits the next one without a request. */
    static final class Conditional<T> extends ContextSubscriber<T> implements Fuseable.ConditionalSubscriber<T> {
        private final Fuseable.ConditionalSubscriber<? super T> actual;

        Conditional(Fuseable.ConditionalSubscriber<? super T> actual) {
            super(actual);
            this.actual = actual;
        }

        @Override
        public boolean tryOnNext(T item) {
            Object before = begin();
            try {
                return actual.tryOnNext(item);
            } finally {
                TaskRuns.end(before);
            }
        }
    }
}
