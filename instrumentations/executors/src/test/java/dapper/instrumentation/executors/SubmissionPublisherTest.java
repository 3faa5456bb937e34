// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asynchronous tasks of the JDK that are not stages of a completable future, and those of applications. */
@ExtendWith(AgentExtension.class)
class SubmissionPublisherTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @AfterEach
    void isDrained() {
        Carried.assertCollected();
    }

    static Stream<Executor> executors() {
        return Stream.of(ForkJoinPool.commonPool(), POOL, task -> new Thread(task).start());
    }

    /** A call of a subscriber. */
    private record Seen(Object item, TraceContext context) {}

    /** Requests no items by itself. */
    private static final class Subscriber implements Flow.Subscriber<Object> {
        private final List<Seen> seen = new ArrayList<>();
        private final CountDownLatch subscribed = new CountDownLatch(1);
        private final CountDownLatch completed = new CountDownLatch(1);
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscribed.countDown();
        }

        @Override
        public void onNext(Object item) {
            seen.add(new Seen(item, Current.get()));
        }

        @Override
        public void onError(Throwable thrown) {
            completed.countDown();
        }

        @Override
        public void onComplete() {
            completed.countDown();
        }
    }

    // From Java 19 on an executor would be closed after the first of the tests.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("executors")
    void everyItemArrivesWithTheContextOfItsPublisher(Executor executor) throws Exception {
        Subscriber slow = new Subscriber();
        Subscriber fast = new Subscriber();
        List<Seen> published = new ArrayList<>();
        try (SubmissionPublisher<Object> publisher = new SubmissionPublisher<>(executor, 16)) {
            publisher.subscribe(slow);
            publisher.subscribe(fast);
            Carried.await(slow.subscribed);
            Carried.await(fast.subscribed);
            fast.subscription.request(Long.MAX_VALUE);
            for (int i = 0; i < 12; i++) {
                Seen next = new Seen(new Object(), i % 3 == 0 ? null : Carried.context());
                published.add(next);
                Carried.run(next.context, () -> publisher.submit(next.item));
            }
            // One run of this subscriber's task gets all of them, and none of them this context.
            Carried.run(Carried.context(), () -> slow.subscription.request(Long.MAX_VALUE));
        }
        Carried.await(slow.completed);
        Carried.await(fast.completed);
        assertThat(slow.seen).containsExactlyElementsOf(published);
        assertThat(fast.seen).containsExactlyElementsOf(published);
    }

    @Test
    void anItemThatFindsNoRoomLeavesNothingBehind() throws Exception {
        Subscriber subscriber = new Subscriber();
        Object item = new Object();
        TraceContext first = Carried.context();
        TraceContext last = Carried.context();
        try (SubmissionPublisher<Object> publisher = new SubmissionPublisher<>(POOL, 1)) {
            publisher.subscribe(subscriber);
            Carried.await(subscriber.subscribed);
            int room = publisher.getMaxBufferCapacity();
            Carried.run(first, () -> {
                for (int i = 0; i < room; i++) {
                    assertThat(publisher.offer(item, null)).isPositive();
                }
            });
            Carried.run(last, () -> assertThat(publisher.offer(item, null)).isNegative());
            subscriber.subscription.request(Long.MAX_VALUE);
        }
        Carried.await(subscriber.completed);
        assertThat(subscriber.seen)
                .isNotEmpty()
                .allSatisfy(seen -> assertThat(seen.context).isSameAs(first));
        Carried.assertDrained();
    }

    /** Like the tasks of libraries that mark them to distinguish them from stages in thread dumps and queues. */
    private static final class Marked implements Runnable, CompletableFuture.AsynchronousCompletionTask {
        private final CompletableFuture<Object> seen = new CompletableFuture<>();

        @Override
        public void run() {
            seen.complete(String.valueOf(Current.get()));
        }
    }

    private static final class MarkedForkJoinTask extends ForkJoinTask<Object>
            implements CompletableFuture.AsynchronousCompletionTask {
        private static final long serialVersionUID = 1L;
        private transient Object seen;

        @Override
        public Object getRawResult() {
            return seen;
        }

        @Override
        protected void setRawResult(Object value) {
            seen = value;
        }

        @Override
        protected boolean exec() {
            seen = Current.get();
            return true;
        }
    }

    @Test
    void tasksOfTheApplicationAreCarriedWhateverTheyAreMarkedAs() throws Exception {
        TraceContext context = Carried.context();
        for (ExecutorService pool : List.of(POOL, ForkJoinPool.commonPool())) {
            Marked task = new Marked();
            Carried.run(context, () -> pool.execute(task));
            assertThat(task.seen.get()).isEqualTo(String.valueOf(context));
        }
        MarkedForkJoinTask task = new MarkedForkJoinTask();
        assertThat(Carried.with(context, () -> ForkJoinPool.commonPool().submit(task))
                        .get())
                .isSameAs(context);
    }
}
