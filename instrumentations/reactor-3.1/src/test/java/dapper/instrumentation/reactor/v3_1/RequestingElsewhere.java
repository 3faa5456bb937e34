// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import dapper.javaagent.testing.ForeignThread;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Asks for each item on a thread that has no context, as a server does that writes when its client reads. */
final class RequestingElsewhere<T> implements Subscriber<T> {
    private final Subscriber<? super T> actual;
    private final ForeignThread thread;

    RequestingElsewhere(Subscriber<? super T> actual, ForeignThread thread) {
        this.actual = actual;
        this.thread = thread;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        actual.onSubscribe(new Subscription() {
            private boolean requested;

            @Override
            public void request(long n) {
                if (!requested) {
                    requested = true;
                    for (int i = 0; i < 4; i++) {
                        thread.run(() -> subscription.request(1));
                    }
                }
            }

            @Override
            public void cancel() {
                subscription.cancel();
            }
        });
    }

    @Override
    public void onNext(T item) {
        actual.onNext(item);
    }

    @Override
    public void onError(Throwable error) {
        actual.onError(error);
    }

    @Override
    public void onComplete() {
        actual.onComplete();
    }
}
