// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import dapper.javaagent.testing.ForeignThread;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Several requests that use one source: each gets its signals in its own context. */
@ExtendWith(AgentExtension.class)
class SharedSourcesTest {
    private final Scheduler scheduler = Schedulers.newSingle("test-scheduler");
    private final ForeignThread foreign = new ForeignThread();
    private final TraceContext first = Contexts.start();
    private final TraceContext second = Contexts.start();

    @AfterEach
    void close() {
        scheduler.dispose();
        foreign.close();
    }

    /** A subscriber that notes its contexts. */
    private static final class Seeing {
        private final Contexts contexts = new Contexts();
        private final CompletableFuture<Object> end = new CompletableFuture<>();

        static Seeing on(Publisher<?> publisher, @Nullable TraceContext context) throws Exception {
            Seeing seeing = new Seeing();
            Contexts.run(
                    context,
                    () -> Flux.from(publisher)
                            .map(seeing.contexts::see)
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

    static Iterable<Map.Entry<String, UnaryOperator<Flux<Object>>>> kindsOfSharing() {
        return List.of(
                Map.entry("share", flux -> flux.publish().refCount(3)),
                Map.entry("autoConnect", flux -> flux.publish().autoConnect(3)),
                Map.entry("replay", flux -> flux.replay().autoConnect(3)),
                Map.entry("cache", Flux::cache),
                Map.entry("cache of a Mono", flux -> flux.next().cache().flux()),
                Map.entry(
                        "cache with an end",
                        flux -> flux.next().cache(Duration.ofMinutes(1)).flux()));
    }

    @ParameterizedTest
    @MethodSource("kindsOfSharing")
    void aSharedSourceServesEachSubscriberInItsContext(Map.Entry<String, UnaryOperator<Flux<Object>>> kind)
            throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Flux<Object> shared = kind.getValue()
                .apply(Flux.create(
                        sink -> answer.thenAccept(item -> sink.next(item).complete())));

        Seeing ofFirst = Seeing.on(shared, first);
        Seeing ofSecond = Seeing.on(shared, second);
        Seeing ofNobody = Seeing.on(shared, null);
        foreign.run(Contexts.start(), () -> answer.complete("answer"));

        assertThat(ofFirst.seen()).hasSize(2).containsOnly(Contexts.name(first));
        assertThat(ofSecond.seen()).hasSize(2).containsOnly(Contexts.name(second));
        assertThat(ofNobody.seen()).hasSize(2).containsOnly(Contexts.NONE);
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
    }

    static List<Hot> multicast() throws Exception {
        return Hot.multicast();
    }

    static List<Hot> unicast() throws Exception {
        return Hot.unicast();
    }

    @ParameterizedTest
    @MethodSource("multicast")
    void whatAnotherRequestEmitsArrivesInTheContextOfEachSubscriber(Hot hot) throws Exception {
        Seeing ofFirst = Seeing.on(hot.flux(), first);
        Seeing ofSecond = Seeing.on(hot.flux(), second);
        foreign.run(Contexts.start(), () -> hot.emitter().accept("event"));

        assertThat(ofFirst.seen()).hasSize(2).containsOnly(Contexts.name(first));
        assertThat(ofSecond.seen()).hasSize(2).containsOnly(Contexts.name(second));
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
    }

    @ParameterizedTest
    @MethodSource("unicast")
    void theOnlySubscriberOfASinkHasItsContext(Hot hot) throws Exception {
        Seeing only = Seeing.on(hot.flux().publishOn(scheduler), first);
        foreign.run(second, () -> hot.emitter().accept("event"));

        assertThat(only.seen()).hasSize(2).containsOnly(Contexts.name(first));
    }

    /** Such as a bus of events: its handlers subscribe when the application starts. */
    @ParameterizedTest
    @MethodSource("multicast")
    void aSubscriberWithoutAContextWorksInThatOfTheEmitter(Hot hot) throws Exception {
        Seeing handler = Seeing.on(hot.flux(), null);
        foreign.run(second, () -> hot.emitter().accept("event"));

        assertThat(handler.seen()).hasSize(2).containsOnly(Contexts.name(second));
    }

    /** One run on the scheduler may hand on what several requests emitted. */
    @ParameterizedTest
    @MethodSource("multicast")
    void aSubscriberWithoutAContextHasNoneAfterAQueue(Hot hot) throws Exception {
        Seeing handler = Seeing.on(hot.flux().publishOn(scheduler), null);
        foreign.run(second, () -> hot.emitter().accept("event"));

        assertThat(handler.seen()).hasSize(2).containsOnly(Contexts.NONE);
    }

    @Test
    void aSourceThatLivesOnKeepsNoContextOfASubscriberThatIsGone() throws Exception {
        for (Hot hot : Hot.multicast()) {
            WeakReference<TraceContext> gone = subscribeAndCancel(hot.flux());

            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (gone.get() != null && System.nanoTime() < deadline) {
                System.gc();
            }
            assertThat(gone.get()).as(hot.name()).isNull();
            Reference.reachabilityFence(hot);
        }
    }

    private WeakReference<TraceContext> subscribeAndCancel(Flux<Object> flux) throws Exception {
        TraceContext context = Contexts.start();
        Contexts.run(
                context,
                () -> flux.publishOn(scheduler).map(item -> item).subscribe().dispose());
        return new WeakReference<>(context);
    }

    @Test
    void oneMonoWorksForOneRequestAfterTheOther() throws Exception {
        Contexts contexts = new Contexts();
        Mono<Integer> mono = Mono.just(1).delayElement(Duration.ofMillis(5)).map(contexts::see);

        Contexts.run(first, mono::block);
        Contexts.run(second, mono::block);
        mono.block();

        assertThat(contexts.seen()).containsExactly(Contexts.name(first), Contexts.name(second), Contexts.NONE);
    }
}
