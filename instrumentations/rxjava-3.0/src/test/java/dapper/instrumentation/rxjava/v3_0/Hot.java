// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.AsyncProcessor;
import io.reactivex.rxjava3.processors.BehaviorProcessor;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.MulticastProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.processors.ReplayProcessor;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.subjects.AsyncSubject;
import io.reactivex.rxjava3.subjects.BehaviorSubject;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.ReplaySubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subjects.Subject;
import io.reactivex.rxjava3.subjects.UnicastSubject;
import java.util.List;
import java.util.function.Consumer;

/**
 * A source into which a program emits.
 *
 * @param emitter is called once, with the only item
 */
record Hot(String name, Flowable<Object> flow, Consumer<Object> emitter) {

    /** All kinds with several subscribers. */
    static List<Hot> multicast() {
        MulticastProcessor<Object> multicast = MulticastProcessor.create();
        multicast.start();
        SingleSubject<Object> single = SingleSubject.create();
        MaybeSubject<Object> maybe = MaybeSubject.create();
        CompletableSubject completable = CompletableSubject.create();
        return List.of(
                of(AsyncProcessor.create()),
                of(BehaviorProcessor.create()),
                of(multicast),
                of(PublishProcessor.create()),
                of(PublishProcessor.create().toSerialized()),
                of(ReplayProcessor.create()),
                of(AsyncSubject.create()),
                of(BehaviorSubject.create()),
                of(PublishSubject.create()),
                of(PublishSubject.create().toSerialized()),
                of(ReplaySubject.create()),
                new Hot("SingleSubject", single.toFlowable(), single::onSuccess),
                new Hot("MaybeSubject", maybe.toFlowable(), maybe::onSuccess),
                new Hot("CompletableSubject", completable.toFlowable(), item -> completable.onComplete()));
    }

    /** Those with one subscriber. */
    static List<Hot> unicast() {
        return List.of(of(UnicastProcessor.create()), of(UnicastSubject.create()));
    }

    private static Hot of(FlowableProcessor<Object> processor) {
        return new Hot(processor.getClass().getSimpleName(), processor, item -> {
            processor.onNext(item);
            processor.onComplete();
        });
    }

    private static Hot of(Subject<Object> subject) {
        return new Hot(subject.getClass().getSimpleName(), subject.toFlowable(BackpressureStrategy.BUFFER), item -> {
            subject.onNext(item);
            subject.onComplete();
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
