// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.AdviceErrors;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishers whose subscriptions are observed, in the place of those that the driver returned. */
final class Observed {
    private static final int INSTRUMENTATION = AdviceErrors.number(Execution.NAME);

    private Observed() {}

    /** Gets each subscription before the driver does. */
    interface Observer {
        /** Returns the subscriber for the driver: the same one if there is nothing to observe. */
        <T> CoreSubscriber<? super T> observe(CoreSubscriber<? super T> subscriber);
    }

    /** @param publisher of the driver; one that is neither a Flux nor a Mono becomes a Flux */
    @SuppressWarnings("unchecked") // nothing is done with the items
    static Object inPlaceOf(Object publisher, Observer observer) {
        if (publisher instanceof Mono) {
            return new ObservedMono<>((Mono<Object>) publisher, observer);
        }
        return publisher instanceof Publisher ? new ObservedFlux<>((Publisher<Object>) publisher, observer) : publisher;
    }

    private static <T> CoreSubscriber<? super T> observe(Observer observer, CoreSubscriber<? super T> subscriber) {
        try {
            return observer.observe(subscriber);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return subscriber;
        }
    }

    private static final class ObservedFlux<T> extends Flux<T> {
        private final Publisher<T> delegate;
        private final Observer observer;

        ObservedFlux(Publisher<T> delegate, Observer observer) {
            this.delegate = delegate;
            this.observer = observer;
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> subscriber) {
            delegate.subscribe(Observed.<T>observe(observer, subscriber));
        }
    }

    private static final class ObservedMono<T> extends Mono<T> {
        private final Mono<T> delegate;
        private final Observer observer;

        ObservedMono(Mono<T> delegate, Observer observer) {
            this.delegate = delegate;
            this.observer = observer;
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> subscriber) {
            delegate.subscribe(Observed.<T>observe(observer, subscriber));
        }
    }
}
