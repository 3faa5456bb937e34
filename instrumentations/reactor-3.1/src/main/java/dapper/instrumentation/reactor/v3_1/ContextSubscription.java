// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import dapper.bootstrap.concurrent.TaskRuns;
import org.reactivestreams.Subscription;

/** Asks for items in the context of the subscriber: a source may make them during the request. */
public final class ContextSubscription implements Subscription {
    private final Subscription upstream;
    private final ContextSubscriber<?> subscriber;

    private ContextSubscription(Subscription upstream, ContextSubscriber<?> subscriber) {
        this.upstream = upstream;
        this.subscriber = subscriber;
    }

    /** @param actual the subscriber of an operator, of any kind */
    public static Subscription of(Subscription upstream, Object actual) {
        return actual instanceof ContextSubscriber
                ? new ContextSubscription(upstream, (ContextSubscriber<?>) actual)
                : upstream;
    }

    @Override
    public void request(long items) {
        Object before = subscriber.begin();
        try {
            upstream.request(items);
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void cancel() {
        upstream.cancel();
    }
}
