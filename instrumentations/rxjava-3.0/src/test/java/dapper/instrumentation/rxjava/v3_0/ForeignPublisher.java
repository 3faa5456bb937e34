// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import dapper.javaagent.testing.ForeignThread;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A publisher that is of no library: emits two items on the thread when it is asked for the first. */
record ForeignPublisher(ForeignThread thread) implements Publisher<String> {
    @Override
    public void subscribe(Subscriber<? super String> subscriber) {
        subscriber.onSubscribe(new Subscription() {
            private boolean requested;

            @Override
            public void request(long n) {
                if (!requested) {
                    requested = true;
                    thread.run(() -> {
                        subscriber.onNext("a");
                        subscriber.onNext("b");
                        subscriber.onComplete();
                    });
                }
            }

            @Override
            public void cancel() {}
        });
    }
}
