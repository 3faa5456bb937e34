// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import dapper.bootstrap.TraceContext;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/** A thread that belongs to no subscriber, such as that of a driver. Not woven: this module weaves no executors. */
final class ForeignThread implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** Runs later, so that the subscription is complete. */
    void run(Contexts.Action action) {
        run(null, action);
    }

    void run(@Nullable TraceContext context, Contexts.Action action) {
        thread.schedule(
                () -> {
                    Contexts.run(context, action);
                    return "";
                },
                5,
                TimeUnit.MILLISECONDS);
    }

    /** Waits until everything before has run. */
    String contextAfterwards() throws Exception {
        return thread.schedule(Contexts::current, 10, TimeUnit.MILLISECONDS).get(60, TimeUnit.SECONDS);
    }

    /** A publisher that is not Reactor's: emits two items when it is asked for the first. */
    Publisher<String> publisher() {
        return subscriber -> subscriber.onSubscribe(new Subscription() {
            private boolean requested;

            @Override
            public void request(long n) {
                if (!requested) {
                    requested = true;
                    run(() -> {
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

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
