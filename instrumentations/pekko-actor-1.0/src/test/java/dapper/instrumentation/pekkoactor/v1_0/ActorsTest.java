// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkoactor.v1_0;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.TaskContexts;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.ReceiveTimeout;
import org.apache.pekko.routing.RoundRobinPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.concurrent.Await;

/** An actor receives a message in the context of the code that sent it. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActorsTest {
    private static final Config SETTINGS = ConfigFactory.parseString("pekko.loglevel = OFF\n"
                    + "pekko.stdout-loglevel = OFF\n"
                    + "pekko.daemonic = on\n"
                    + "pool { type = Dispatcher, executor = thread-pool-executor }")
            .withFallback(ConfigFactory.load());

    private final ActorSystem system = ActorSystem.create("test", SETTINGS);

    private TraceContext first;
    private TraceContext second;

    @BeforeEach
    void startContexts() {
        first = Contexts.start();
        second = Contexts.start();
    }

    /** The envelope that a router opens, and one that nobody opens, are forgotten when they are garbage. */
    @AfterEach
    void everyMessageHasLeft() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (TaskContexts.size() > 0 && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(TaskContexts.size()).isZero();
    }

    @AfterAll
    void stop() throws Exception {
        system.terminate();
        Await.result(system.whenTerminated(), scala.concurrent.duration.Duration.create(60, TimeUnit.SECONDS));
    }

    /** Notes its context, and passes texts on to the next actor. */
    private static final class Relay extends AbstractActor {
        private final BlockingQueue<String> seen;
        private final ActorRef next;

        private Relay(BlockingQueue<String> seen, ActorRef next) {
            this.seen = seen;
            this.next = next;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(ReceiveTimeout.class, timeout -> seen.add("timeout " + Contexts.current()))
                    .match(Duration.class, timeout -> getContext().setReceiveTimeout(timeout))
                    .match(IllegalStateException.class, failure -> {
                        seen.add(Contexts.current());
                        throw failure;
                    })
                    .matchAny(message -> {
                        seen.add(Contexts.current());
                        if (next != null) {
                            next.tell(message, getSelf());
                        }
                    })
                    .build();
        }
    }

    private static Props relay(BlockingQueue<String> seen, ActorRef next) {
        return Props.create(Relay.class, () -> new Relay(seen, next));
    }

    private static List<String> take(BlockingQueue<String> seen, int messages) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            taken.add(seen.poll(60, TimeUnit.SECONDS));
        }
        return taken;
    }

    @Test
    void everyMessageHasItsOwnContextFromActorToActor() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        for (Props props : List.of(
                relay(seen, ActorRef.noSender()),
                relay(seen, ActorRef.noSender()).withDispatcher("pool"),
                new RoundRobinPool(3).props(relay(seen, ActorRef.noSender())))) {
            ActorRef last = system.actorOf(props);
            ActorRef head = system.actorOf(relay(new LinkedBlockingQueue<>(), last));
            for (TraceContext context : Arrays.asList(first, null, second)) {
                for (int i = 0; i < 100; i++) {
                    Contexts.run(context, () -> head.tell("message", ActorRef.noSender()));
                }
                assertThat(take(seen, 100)).containsOnly(Contexts.name(context));
            }
        }
        assertThat(Current.get()).isNull();
    }

    @Test
    void aMessageWithoutAContextDoesNotGetThatOfTheOneBefore() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ActorRef actor = system.actorOf(relay(seen, ActorRef.noSender()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            TraceContext context = i % 3 == 0 ? null : i % 3 == 1 ? first : second;
            expected.add(Contexts.name(context));
            Contexts.run(context, () -> actor.tell("message", ActorRef.noSender()));
        }

        assertThat(take(seen, 300)).isEqualTo(expected);
    }

    @Test
    void anActorThatFailsLeavesNoContext() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ActorRef actor = system.actorOf(relay(seen, ActorRef.noSender()));
        Contexts.run(first, () -> actor.tell(new IllegalStateException("broken"), ActorRef.noSender()));
        actor.tell("message", ActorRef.noSender());

        assertThat(take(seen, 2)).containsExactly(Contexts.name(first), Contexts.NONE);
    }

    /** Pekko's own messages belong to no request, even if a request is the first to cause them. */
    @Test
    void aTimeoutThatARequestSetHasNoContext() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ActorRef actor = system.actorOf(relay(seen, ActorRef.noSender()));
        Contexts.run(first, () -> actor.tell(Duration.ofMillis(10), ActorRef.noSender()));

        assertThat(take(seen, 1)).containsExactly("timeout " + Contexts.NONE);
        system.stop(actor);
    }

    @Test
    void aMessageThatNobodyReceivesIsForgotten() throws Exception {
        ActorRef actor = system.actorOf(relay(new LinkedBlockingQueue<>(), ActorRef.noSender()));
        system.stop(actor);
        Contexts.run(first, () -> {
            for (int i = 0; i < 1_000; i++) {
                actor.tell("message", ActorRef.noSender());
            }
        });
    }
}
