// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import dapper.javaagent.testing.ForeignThread;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of operator that moves signals to another thread, or gets them on one. */
@ExtendWith({AgentExtension.class, CarriedTasks.class})
class OperatorsTest {
    private static final int SHORT = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Scheduler scheduler = Schedulers.from(thread);
    private final ForeignThread foreign = new ForeignThread();
    private final Contexts contexts = new Contexts();

    @AfterEach
    void close() {
        thread.shutdownNow();
        foreign.close();
    }

    static Iterable<String> flows() {
        OperatorsTest any = new OperatorsTest();
        any.close();
        return any.all().keySet();
    }

    private Map<String, Flowable<?>> all() {
        Map<String, Flowable<?>> all = new TreeMap<>();
        hops(all);
        timers(all);
        flowables(all);
        observables(all);
        ones(all);
        merging(all);
        failures(all);
        return all;
    }

    private Flowable<Integer> three() {
        return Flowable.range(1, 3);
    }

    private static Flowable<?> flow(Observable<?> observable) {
        return observable.toFlowable(BackpressureStrategy.BUFFER);
    }

    private void hops(Map<String, Flowable<?>> all) {
        all.put("observeOn", three().hide().observeOn(scheduler).map(contexts::see));
        all.put(
                "observeOn, fused",
                three().map(contexts::see).observeOn(scheduler).map(contexts::see));
        all.put(
                "observeOn, conditional",
                three().observeOn(scheduler).filter(contexts::keep).filter(contexts::keep));
        all.put(
                "observeOn, Observable",
                flow(Observable.range(1, 3).observeOn(scheduler).map(contexts::see)));
        all.put(
                "observeOn, Single",
                Single.just(1).observeOn(scheduler).map(contexts::see).toFlowable());
        all.put(
                "observeOn after a foreign thread",
                later(1).toFlowable().observeOn(Schedulers.io()).map(contexts::see));
        all.put(
                "subscribeOn",
                three().map(contexts::see).subscribeOn(Schedulers.io()).map(contexts::see));
        all.put(
                "subscribeOn, Single",
                Single.fromCallable(() -> contexts.see(1))
                        .subscribeOn(scheduler)
                        .toFlowable());
        all.put(
                "subscribeOn, Completable",
                Completable.fromAction(contexts::note)
                        .subscribeOn(Schedulers.single())
                        .toFlowable());
        all.put(
                "parallel",
                three().parallel(2)
                        .runOn(Schedulers.computation())
                        .map(contexts::see)
                        .filter(contexts::keep)
                        .sequential()
                        .map(contexts::see));
        all.put(
                "two hops",
                three().observeOn(scheduler)
                        .map(contexts::see)
                        .observeOn(Schedulers.newThread())
                        .map(contexts::see));
    }

    private void timers(Map<String, Flowable<?>> all) {
        TimeUnit unit = TimeUnit.MILLISECONDS;
        all.put("timer", Flowable.timer(SHORT, unit).map(contexts::see));
        all.put("delay", three().delay(SHORT, unit).map(contexts::see));
        all.put("delaySubscription", three().map(contexts::see).delaySubscription(SHORT, unit));
        all.put("interval", Flowable.interval(SHORT, unit).map(contexts::see).take(3));
        all.put(
                "intervalRange",
                Flowable.intervalRange(1, 3, SHORT, SHORT, unit).map(contexts::see));
        all.put(
                "interval, Observable",
                flow(Observable.interval(SHORT, unit).map(contexts::see).take(3)));
        all.put(
                "intervalRange, Observable",
                flow(Observable.intervalRange(1, 3, SHORT, SHORT, unit).map(contexts::see)));
        all.put("buffer", endless().buffer(SHORT, unit).map(contexts::see).take(3));
        all.put(
                "buffer, Observable",
                flow(endless()
                        .toObservable()
                        .buffer(SHORT, unit)
                        .map(contexts::see)
                        .take(3)));
        all.put(
                "window",
                endless()
                        .window(SHORT, unit)
                        .concatMapSingle(Flowable::toList)
                        .map(contexts::see)
                        .take(3));
        all.put(
                "window, Observable",
                flow(endless()
                        .toObservable()
                        .window(SHORT, unit)
                        .concatMapSingle(Observable::toList)
                        .map(contexts::see)
                        .take(3)));
        all.put("sample", endless().sample(SHORT, unit).map(contexts::see).take(1));
        all.put(
                "timeout",
                Single.never()
                        .timeout(SHORT, unit, Single.fromCallable(() -> contexts.see(1)))
                        .toFlowable());
        all.put(
                "timeout, Flowable",
                Flowable.never().timeout(SHORT, unit, Flowable.fromCallable(() -> contexts.see(1))));
        all.put("debounce", endless().debounce(SHORT, unit).map(contexts::see).take(1));
    }

    private Flowable<Integer> endless() {
        return three().concatWith(Flowable.never());
    }

    private void flowables(Map<String, Flowable<?>> all) {
        all.put(
                "Flowable.create",
                Flowable.create(
                                emitter -> foreign.run(() -> {
                                    emitter.onNext(1);
                                    emitter.onNext(2);
                                    emitter.onComplete();
                                }),
                                BackpressureStrategy.BUFFER)
                        .map(contexts::see)
                        .doOnComplete(contexts::note));
        all.put(
                "Flowable.unsafeCreate",
                Flowable.unsafeCreate(new ForeignPublisher(foreign)).map(contexts::see));
        all.put(
                "foreign publisher",
                Flowable.fromPublisher(new ForeignPublisher(foreign)).map(contexts::see));
        all.put(
                "foreign publisher, Observable",
                flow(Observable.fromPublisher(new ForeignPublisher(foreign)).map(contexts::see)));
        all.put(
                "foreign publisher, Completable",
                Completable.fromPublisher(new ForeignPublisher(foreign))
                        .doOnComplete(contexts::note)
                        .toFlowable());
    }

    private void observables(Map<String, Flowable<?>> all) {
        all.put(
                "Observable.create",
                flow(Observable.create(emitter -> foreign.run(() -> {
                            emitter.onNext(1);
                            emitter.onComplete();
                        }))
                        .map(contexts::see)
                        .doOnComplete(contexts::note)));
        all.put(
                "Observable.unsafeCreate",
                flow(Observable.unsafeCreate(observer -> later(1).toObservable().subscribe(observer))
                        .map(contexts::see)));
    }

    private void ones(Map<String, Flowable<?>> all) {
        all.put("Single.create", later(1).map(contexts::see).toFlowable());
        all.put(
                "Maybe.create",
                Maybe.create(emitter -> foreign.run(() -> emitter.onSuccess(1)))
                        .map(contexts::see)
                        .toFlowable());
        all.put(
                "Maybe.create, empty",
                Maybe.create(emitter -> foreign.run(emitter::onComplete))
                        .switchIfEmpty(Single.fromCallable(() -> contexts.see(1)))
                        .toFlowable());
        all.put(
                "Completable.create",
                Completable.create(emitter -> foreign.run(emitter::onComplete))
                        .doOnComplete(contexts::note)
                        .toFlowable());
        all.put(
                "Completable.create, then",
                Completable.create(emitter -> foreign.run(emitter::onComplete))
                        .andThen(later(1))
                        .map(contexts::see)
                        .toFlowable());
    }

    /** Emits on a thread that knows no subscriber. */
    private Single<Integer> later(int item) {
        return Single.create(emitter -> foreign.run(() -> emitter.onSuccess(item)));
    }

    private Single<Integer> seenLater(Object item) {
        return later(1).map(contexts::see);
    }

    private void merging(Map<String, Flowable<?>> all) {
        all.put("flatMap", three().flatMap(item -> seenLater(item).toFlowable()).map(contexts::see));
        all.put("flatMapSingle", three().flatMapSingle(this::seenLater).map(contexts::see));
        all.put("concatMap", three().concatMapSingle(this::seenLater).map(contexts::see));
        all.put("switchMap", three().switchMapSingle(this::seenLater).map(contexts::see));
        all.put(
                "zip",
                Single.zip(later(1), later(2), Integer::sum).map(contexts::see).toFlowable());
        all.put(
                "merge",
                Flowable.merge(later(1).toFlowable(), three().observeOn(scheduler))
                        .map(contexts::see));
        all.put(
                "concatWith",
                three().delay(SHORT, TimeUnit.MILLISECONDS).concatWith(three()).map(contexts::see));
        all.put(
                "groupBy",
                three().observeOn(scheduler).groupBy(contexts::see).flatMap(group -> group.map(contexts::see)));
        all.put(
                "toList",
                three().observeOn(scheduler).toList().map(contexts::see).toFlowable());
        all.put(
                "doFinally",
                later(1).doFinally(contexts::note).map(contexts::see).toFlowable());
    }

    private void failures(Map<String, Flowable<?>> all) {
        all.put(
                "onErrorResumeNext",
                failing()
                        .onErrorResumeNext(error -> Single.just(contexts.see(1)))
                        .toFlowable());
        all.put(
                "doOnError",
                failing()
                        .doOnError(error -> contexts.note())
                        .onErrorReturnItem(1)
                        .toFlowable());
        all.put(
                "doOnError, Completable",
                Completable.create(emitter -> foreign.run(() -> emitter.onError(new IllegalStateException("broken"))))
                        .doOnError(error -> contexts.note())
                        .onErrorComplete()
                        .toFlowable());
        all.put("retry", Single.defer(() -> failingTwice().retry(2)).toFlowable());
        all.put("repeat", three().observeOn(scheduler).map(contexts::see).repeat(2));
    }

    private Single<Integer> failing() {
        return Single.create(emitter -> foreign.run(() -> emitter.onError(new IllegalStateException("broken"))));
    }

    private Single<Integer> failingTwice() {
        AtomicInteger tries = new AtomicInteger();
        return Single.create(emitter -> {
            contexts.note();
            int number = tries.incrementAndGet();
            foreign.run(() -> {
                if (number == 3) {
                    emitter.onSuccess(number);
                } else {
                    emitter.onError(new IllegalStateException("try " + number));
                }
            });
        });
    }

    private Flowable<?> pipeline(String name) {
        return all().getOrDefault(name, Flowable.never());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void userCodeRunsInTheContextOfTheSubscription(String name) throws Exception {
        TraceContext context = Contexts.start();
        Flowable<?> flow = pipeline(name);

        subscribe(flow, context).get(60, TimeUnit.SECONDS);

        assertThat(contexts.seen()).isNotEmpty().containsOnly(Contexts.name(context));
        assertNoContextIsLeft();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void eachSubscriptionHasItsOwnContext(String name) throws Exception {
        TraceContext first = Contexts.start();
        TraceContext second = Contexts.start();
        Flowable<?> flow = pipeline(name);

        CompletableFuture<Contexts> firstEnd = subscribe(flow, first);
        CompletableFuture<Contexts> secondEnd = subscribe(flow, second);

        assertThat(firstEnd.get(60, TimeUnit.SECONDS).seen()).isNotEmpty().containsOnly(Contexts.name(first));
        assertThat(secondEnd.get(60, TimeUnit.SECONDS).seen()).isNotEmpty().containsOnly(Contexts.name(second));
        assertNoContextIsLeft();
    }

    /** Returns the contexts that the subscriber has seen, at the end. */
    private static CompletableFuture<Contexts> subscribe(Flowable<?> flow, TraceContext context) throws Exception {
        CompletableFuture<Contexts> end = new CompletableFuture<>();
        Contexts seen = new Contexts();
        Contexts.run(
                context,
                () -> flow.subscribe(seen::see, end::completeExceptionally, () -> {
                    seen.note();
                    end.complete(seen);
                }));
        return end;
    }

    private void assertNoContextIsLeft() throws Exception {
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
        assertThat(thread.submit(Contexts::current).get(60, TimeUnit.SECONDS)).isEqualTo(Contexts.NONE);
    }
}
