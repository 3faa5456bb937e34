// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import dapper.javaagent.testing.ForeignThread;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Every kind of operator that moves signals to another thread, or gets them on one. */
@ExtendWith(AgentExtension.class)
class OperatorsTest {
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Scheduler scheduler = Schedulers.newSingle("test-scheduler");
    private final ForeignThread foreign = new ForeignThread();
    private final LateTimers timers = new LateTimers();
    private final Contexts contexts = new Contexts();

    @AfterEach
    void close() {
        scheduler.dispose();
        foreign.close();
        timers.close();
    }

    static Iterable<String> pipelines() {
        return new OperatorsTest().all().keySet();
    }

    private Map<String, Publisher<?>> all() {
        Map<String, Publisher<?>> all = new TreeMap<>();
        hops(all);
        timers(all);
        sources(all);
        merging(all);
        failures(all);
        return all;
    }

    private Flux<Integer> three() {
        return Flux.range(1, 3);
    }

    private void hops(Map<String, Publisher<?>> all) {
        all.put("publishOn", three().hide().publishOn(scheduler).map(contexts::see));
        all.put(
                "publishOn, fused",
                three().map(contexts::see).publishOn(scheduler).map(contexts::see));
        all.put(
                "publishOn, conditional",
                three().publishOn(scheduler).filter(contexts::keep).filter(contexts::keep));
        all.put("publishOn, Mono", Mono.just(1).hide().publishOn(scheduler).map(contexts::see));
        all.put("subscribeOn", three().map(contexts::see).subscribeOn(scheduler).map(contexts::see));
        all.put(
                "subscribeOn, Mono",
                Mono.just(1).hide().map(contexts::see).subscribeOn(scheduler).map(contexts::see));
        all.put(
                "subscribeOn, callable",
                Mono.fromCallable(() -> contexts.see(1)).subscribeOn(scheduler).map(contexts::see));
        all.put("subscribeOn, value", Mono.just(1).subscribeOn(scheduler).map(contexts::see));
        all.put(
                "subscribeOn, Flux of a value",
                Flux.just(1).subscribeOn(scheduler).map(contexts::see));
        all.put(
                "defer",
                Mono.defer(() -> Mono.just(contexts.see(1)))
                        .subscribeOn(scheduler)
                        .map(contexts::see));
        all.put(
                "parallel",
                three().parallel(2)
                        .runOn(Schedulers.parallel())
                        .map(contexts::see)
                        .filter(contexts::keep)
                        .sequential()
                        .map(contexts::see));
        all.put(
                "two hops",
                three().publishOn(scheduler)
                        .map(contexts::see)
                        .publishOn(Schedulers.parallel())
                        .map(contexts::see));
        all.put(
                "plain executor",
                three().publishOn(Schedulers.fromExecutor(task -> new Thread(task).start()))
                        .map(contexts::see));
    }

    private void timers(Map<String, Publisher<?>> all) {
        all.put("delay", Mono.delay(SHORT).map(contexts::see));
        all.put("delayElement", Mono.just(1).delayElement(SHORT).map(contexts::see));
        all.put("delayElements", three().delayElements(SHORT).map(contexts::see));
        all.put("delaySubscription", three().map(contexts::see).delaySubscription(SHORT));
        all.put("interval", Flux.interval(SHORT).map(contexts::see).take(3));
        all.put(
                "bufferTimeout",
                never(three())
                        .bufferTimeout(10, SHORT, timers.scheduler)
                        .map(contexts::see)
                        .take(1));
        all.put(
                "windowTimeout",
                never(three())
                        .windowTimeout(10, SHORT, timers.scheduler)
                        .concatMap(Flux::collectList)
                        .map(contexts::see)
                        .take(1));
        all.put("timeout", Mono.never().timeout(SHORT, Mono.fromCallable(() -> contexts.see(1)), timers.scheduler));
        all.put(
                "timeout, Flux",
                Flux.never().timeout(SHORT, Mono.fromCallable(() -> contexts.see(1)), timers.scheduler));
        all.put("cancelled", Mono.never().doOnCancel(contexts::note).timeout(SHORT, Mono.just(1), timers.scheduler));
        all.put(
                "sample",
                Flux.interval(SHORT)
                        .sample(Duration.ofMillis(20))
                        .map(contexts::see)
                        .take(2));
        all.put(
                "onBackpressureBuffer",
                Flux.interval(SHORT)
                        .onBackpressureBuffer(LONG, 10, item -> {})
                        .map(contexts::see)
                        .take(3));
    }

    private static Flux<Integer> never(Flux<Integer> source) {
        return source.concatWith(Mono.never());
    }

    private void sources(Map<String, Publisher<?>> all) {
        all.put(
                "Mono.create",
                Mono.create(sink -> foreign.run(() -> sink.success(1))).map(contexts::see));
        all.put(
                "Flux.create",
                Flux.create(sink -> foreign.run(() -> sink.next(1).next(2).complete()))
                        .map(contexts::see)
                        .doOnComplete(contexts::note));
        all.put(
                "Flux.push",
                Flux.push(sink -> foreign.run(() -> sink.next(1).complete())).map(contexts::see));
        all.put("future", Mono.defer(() -> Mono.fromFuture(future())).map(contexts::see));
        all.put("foreign publisher", Flux.from(new ForeignPublisher(foreign)).map(contexts::see));
        all.put(
                "foreign publisher, Mono",
                Mono.from(new ForeignPublisher(foreign)).map(contexts::see));
        all.put(
                "foreign publisher, fromDirect",
                Mono.fromDirect(new ForeignPublisher(foreign)).map(contexts::see));
        all.put(
                "subscribeOn with requests of a foreign thread",
                three().map(contexts::see).subscribeOn(scheduler).as(this::requestElsewhere));
    }

    private CompletableFuture<Integer> future() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        foreign.run(() -> future.complete(1));
        return future;
    }

    /** Asks for each item on a thread that has no context. */
    private <T> Publisher<T> requestElsewhere(Flux<T> flux) {
        return subscriber -> flux.subscribe(new RequestingElsewhere<>(subscriber, foreign));
    }

    private void merging(Map<String, Publisher<?>> all) {
        Function<Object, Mono<?>> later = item ->
                Mono.create(sink -> foreign.run(() -> sink.success(item))).map(contexts::see);
        all.put("flatMap", three().flatMap(later).map(contexts::see));
        all.put("flatMapSequential", three().flatMapSequential(later).map(contexts::see));
        all.put("concatMap", three().concatMap(later).map(contexts::see));
        all.put("switchMap", three().switchMap(item -> later.apply(item)).map(contexts::see));
        all.put("then", later.apply(1).then(later.apply(2)).map(contexts::see));
        all.put("zip", Mono.zip(later.apply(1), later.apply(2)).map(contexts::see));
        all.put(
                "merge",
                Flux.merge(later.apply(1), three().publishOn(scheduler)).map(contexts::see));
        all.put("concatWith", three().delayElements(SHORT).concatWith(three()).map(contexts::see));
        all.put(
                "groupBy",
                three().publishOn(scheduler)
                        .groupBy(contexts::see)
                        .flatMap(later)
                        .map(contexts::see));
        all.put(
                "usingWhen",
                Flux.using(() -> 1, later::apply, item -> contexts.note()).map(contexts::see));
        all.put(
                "collect",
                three().publishOn(scheduler).collectList().map(contexts::see).doFinally(end -> contexts.note()));
        all.put(
                "empty",
                Mono.create(sink -> foreign.run(sink::success))
                        .switchIfEmpty(Mono.fromCallable(() -> contexts.see(1))));
    }

    private void failures(Map<String, Publisher<?>> all) {
        all.put(
                "onErrorResume",
                failing().onErrorResume(error -> Mono.just(contexts.see(1))).map(contexts::see));
        all.put(
                "doOnError",
                failing().doOnError(error -> contexts.note()).onErrorReturn(1).map(contexts::see));
        all.put("retry", Mono.defer(() -> failingTwice().retry(2)).map(contexts::see));
        all.put(
                "repeat",
                three().publishOn(scheduler).map(contexts::see).repeat(2).map(contexts::see));
    }

    private Mono<Integer> failing() {
        return Mono.create(sink -> foreign.run(() -> sink.error(new IllegalStateException("broken"))));
    }

    private Mono<Integer> failingTwice() {
        AtomicInteger tries = new AtomicInteger();
        return Mono.create(sink -> {
            contexts.note();
            int number = tries.incrementAndGet();
            foreign.run(() -> {
                if (number == 3) {
                    sink.success(number);
                } else {
                    sink.error(new IllegalStateException("try " + number));
                }
            });
        });
    }

    private Publisher<?> pipeline(String name) {
        return all().getOrDefault(name, Mono.never());
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void userCodeRunsInTheContextOfTheSubscription(String name) throws Exception {
        TraceContext context = Contexts.start();
        Publisher<?> pipeline = pipeline(name);

        CompletableFuture<?> end = new CompletableFuture<>();

        timers.subscribe(() -> Contexts.run(
                context,
                () -> Flux.from(pipeline)
                        .doOnNext(contexts::see)
                        .subscribe(item -> {}, end::completeExceptionally, () -> end.complete(null))));
        end.get(60, TimeUnit.SECONDS);

        assertThat(contexts.seen()).isNotEmpty().containsOnly(Contexts.name(context));
        assertNoContextIsLeft();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void eachSubscriptionHasItsOwnContext(String name) throws Exception {
        TraceContext first = Contexts.start();
        TraceContext second = Contexts.start();
        Publisher<?> pipeline = pipeline(name);
        CompletableFuture<?> firstEnd = new CompletableFuture<>();
        CompletableFuture<?> secondEnd = new CompletableFuture<>();

        Contexts firstSeen = subscribe(pipeline, first, firstEnd);
        Contexts secondSeen = subscribe(pipeline, second, secondEnd);
        CompletableFuture.allOf(firstEnd, secondEnd).get(60, TimeUnit.SECONDS);

        assertThat(firstSeen.seen()).isNotEmpty().containsOnly(Contexts.name(first));
        assertThat(secondSeen.seen()).isNotEmpty().containsOnly(Contexts.name(second));
        assertNoContextIsLeft();
    }

    private Contexts subscribe(Publisher<?> pipeline, TraceContext context, CompletableFuture<?> end) throws Exception {
        Contexts seen = new Contexts();
        timers.subscribe(() -> Contexts.run(
                context,
                () -> Flux.from(pipeline).subscribe(seen::see, end::completeExceptionally, () -> {
                    seen.note();
                    end.complete(null);
                })));
        return seen;
    }

    private void assertNoContextIsLeft() throws Exception {
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
        CompletableFuture<String> onScheduler = new CompletableFuture<>();
        scheduler.schedule(() -> onScheduler.complete(Contexts.current()));
        assertThat(onScheduler.get(60, TimeUnit.SECONDS)).isEqualTo(Contexts.NONE);
    }
}
