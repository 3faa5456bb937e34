// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/**
 * As {@link ContextSubscriber}, for the four kinds of sources without requests. The observer gets the source's own
 * {@link Disposable}.
 *
 * <p>One class for all four: an observer of several kinds has one method for the signals that the kinds share, so it
 * does not matter by which kind it is called.
 */
@SuppressWarnings("unchecked") // the observer is of the kind that the source emits to
public final class ContextObserver<T> extends CallbackContext
        implements Observer<T>, SingleObserver<T>, MaybeObserver<T>, CompletableObserver {
    private final Object actual;

    private ContextObserver(Object actual) {
        this.actual = actual;
    }

    /** As {@link ContextSubscriber#of}. */
    public static Object of(Object actual) {
        return isPresent() ? ofExactly(actual) : actual;
    }

    /** As {@link ContextSubscriber#ofExactly}. */
    public static Object ofExactly(Object actual) {
        boolean carries = actual instanceof ContextObserver && ((ContextObserver<?>) actual).isOfThread();
        return carries ? actual : new ContextObserver<>(actual);
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        Object before = begin();
        try {
            if (actual instanceof Observer) {
                ((Observer<T>) actual).onSubscribe(disposable);
            } else if (actual instanceof SingleObserver) {
                ((SingleObserver<T>) actual).onSubscribe(disposable);
            } else if (actual instanceof MaybeObserver) {
                ((MaybeObserver<T>) actual).onSubscribe(disposable);
            } else {
                ((CompletableObserver) actual).onSubscribe(disposable);
            }
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onNext(T item) {
        Object before = begin();
        try {
            ((Observer<T>) actual).onNext(item);
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onSuccess(T item) {
        Object before = begin();
        try {
            if (actual instanceof SingleObserver) {
                ((SingleObserver<T>) actual).onSuccess(item);
            } else {
                ((MaybeObserver<T>) actual).onSuccess(item);
            }
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onError(Throwable error) {
        Object before = begin();
        try {
            if (actual instanceof Observer) {
                ((Observer<T>) actual).onError(error);
            } else if (actual instanceof SingleObserver) {
                ((SingleObserver<T>) actual).onError(error);
            } else if (actual instanceof MaybeObserver) {
                ((MaybeObserver<T>) actual).onError(error);
            } else {
                ((CompletableObserver) actual).onError(error);
            }
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onComplete() {
        Object before = begin();
        try {
            if (actual instanceof Observer) {
                ((Observer<T>) actual).onComplete();
            } else if (actual instanceof MaybeObserver) {
                ((MaybeObserver<T>) actual).onComplete();
            } else {
                ((CompletableObserver) actual).onComplete();
            }
        } finally {
            TaskRuns.end(before);
        }
    }
}
