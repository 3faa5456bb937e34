// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import dapper.javaagent.testing.ForeignThread;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several requests that use one source: each gets its signals in its own context. */
@ExtendWith({AgentExtension.class, CarriedTasks.class})
class SharedSourcesTest {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Scheduler scheduler = Schedulers.from(thread);
    private final ForeignThread foreign = new ForeignThread();
    private final TraceContext first = Contexts.start();
    private final TraceContext second = Contexts.start();

    @AfterEach
    void close() {
        thread.shutdownNow();
        foreign.close();
    }

    /** A subscriber that notes its contexts. */
    private static final class Seeing {
        private final Contexts contexts = new Contexts();
        private final CompletableFuture<Object> end = new CompletableFuture<>();

        static Seeing on(Flowable<?> flow, @Nullable TraceContext context) throws Exception {
            Seeing seeing = new Seeing();
            Contexts.run(
                    context,
                    () -> flow.map(seeing.contexts::see)
                            .subscribe(item -> {}, seeing.end::completeExceptionally, () -> {
                                seeing.contexts.note();
                                seeing.end.complete("");
                            }));
            return seeing;
        }

        List<String> seen() throws Exception {
            end.get(60, TimeUnit.SECONDS);
            return contexts.seen();
        }
    }

    static Iterable<Map.Entry<String, UnaryOperator<Flowable<Object>>>> kindsOfSharing() {
        return List.of(
                Map.entry("share", flow -> flow.publish().refCount(3)),
                Map.entry("autoConnect", flow -> flow.publish().autoConnect(3)),
                Map.entry("replay", flow -> flow.replay().autoConnect(3)),
                Map.entry("cache", Flowable::cache),
                Map.entry(
                        "cache of a Single", flow -> flow.firstOrError().cache().toFlowable()),
                Map.entry(
                        "cache of a Maybe", flow -> flow.firstElement().cache().toFlowable()),
                Map.entry(
                        "cache of a Completable",
                        flow -> flow.ignoreElements().cache().andThen(Flowable.<Object>just("answer"))),
                Map.entry(
                        "share of an Observable",
                        flow -> observable(flow, all -> all.publish().refCount(3))),
                Map.entry(
                        "replay of an Observable",
                        flow -> observable(flow, all -> all.replay().autoConnect(3))),
                Map.entry("cache of an Observable", flow -> observable(flow, Observable::cache)));
    }

    private static Flowable<Object> observable(Flowable<Object> flow, UnaryOperator<Observable<Object>> sharing) {
        return sharing.apply(flow.toObservable()).toFlowable(BackpressureStrategy.BUFFER);
    }

    @ParameterizedTest
    @MethodSource("kindsOfSharing")
    void aSharedSourceServesEachSubscriberInItsContext(Map.Entry<String, UnaryOperator<Flowable<Object>>> kind)
            throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Flowable<Object> shared = kind.getValue()
                .apply(Flowable.create(
                        emitter -> answer.thenAccept(item -> {
                            emitter.onNext(item);
                            emitter.onComplete();
                        }),
                        BackpressureStrategy.BUFFER));

        Seeing ofFirst = Seeing.on(shared, first);
        Seeing ofSecond = Seeing.on(shared, second);
        Seeing ofNobody = Seeing.on(shared, null);
        foreign.run(Contexts.start(), () -> answer.complete("answer"));

        assertThat(ofFirst.seen()).hasSize(2).containsOnly(Contexts.name(first));
        assertThat(ofSecond.seen()).hasSize(2).containsOnly(Contexts.name(second));
        assertThat(ofNobody.seen()).hasSize(2).containsOnly(Contexts.NONE);
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
    }

    static List<Hot> multicast() {
        return Hot.multicast();
    }

    static List<Hot> unicast() {
        return Hot.unicast();
    }

    @ParameterizedTest
    @MethodSource("multicast")
    void whatAnotherRequestEmitsArrivesInTheContextOfEachSubscriber(Hot hot) throws Exception {
        Seeing ofFirst = Seeing.on(hot.flow(), first);
        Seeing ofSecond = Seeing.on(hot.flow(), second);
        foreign.run(Contexts.start(), () -> hot.emitter().accept("event"));

        assertThat(ofFirst.seen()).isNotEmpty().containsOnly(Contexts.name(first));
        assertThat(ofSecond.seen()).isNotEmpty().containsOnly(Contexts.name(second));
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
    }

    @ParameterizedTest
    @MethodSource("unicast")
    void theOnlySubscriberHasItsContext(Hot hot) throws Exception {
        Seeing only = Seeing.on(hot.flow().observeOn(scheduler), first);
        foreign.run(second, () -> hot.emitter().accept("event"));

        assertThat(only.seen()).hasSize(2).containsOnly(Contexts.name(first));
    }

    /** Such as a bus of events: its handlers subscribe when the application starts. */
    @ParameterizedTest
    @MethodSource("multicast")
    void aSubscriberWithoutAContextWorksInThatOfTheEmitter(Hot hot) throws Exception {
        Seeing handler = Seeing.on(hot.flow(), null);
        foreign.run(second, () -> hot.emitter().accept("event"));

        assertThat(handler.seen()).isNotEmpty().containsOnly(Contexts.name(second));
    }

    /** One run on the scheduler may hand on what several requests emitted. */
    @ParameterizedTest
    @MethodSource({"multicast", "unicast"})
    void aSubscriberWithoutAContextHasNoneAfterAQueue(Hot hot) throws Exception {
        Seeing handler = Seeing.on(hot.flow().observeOn(scheduler), null);
        foreign.run(second, () -> hot.emitter().accept("event"));

        assertThat(handler.seen()).isNotEmpty().containsOnly(Contexts.NONE);
    }

    @Test
    void aSourceThatLivesOnKeepsNoContextOfASubscriberThatIsGone() throws Exception {
        for (Hot hot : Hot.multicast()) {
            WeakReference<TraceContext> gone = subscribeAndDispose(hot.flow());

            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (gone.get() != null && System.nanoTime() < deadline) {
                System.gc();
            }
            assertThat(gone.get()).as(hot.name()).isNull();
            Reference.reachabilityFence(hot);
        }
    }

    private WeakReference<TraceContext> subscribeAndDispose(Flowable<Object> flow) throws Exception {
        TraceContext context = Contexts.start();
        Contexts.run(
                context,
                () -> flow.observeOn(scheduler).map(item -> item).subscribe().dispose());
        return new WeakReference<>(context);
    }
}
