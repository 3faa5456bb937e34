// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteLimitTest {
    /** Writes under way, in the order in which they began. */
    private final List<Sent> sent = new ArrayList<>();

    @Test
    void letsSoManyBeginAndTheOthersWait() {
        WriteLimit limit = new WriteLimit(3, 1000);
        List<CompletionStage<Void>> writes = submit(limit.begin("a"), 10, 1);

        for (int done = 0; done < 10; done++) {
            assertThat(sent).hasSize(Math.min(10, done + 3));
            sent.get(done).end();
            assertThat(writes.get(done)).isCompleted();
        }
    }

    @Test
    void letsSoManyBytesBeginAndTheOthersWait() {
        WriteLimit limit = new WriteLimit(100, 1000);
        WriteLimit.Request request = limit.begin("a");
        submit(request, 1, 600);
        submit(request, 1, 500);
        submit(request, 1, 10);

        assertThat(bytesSent()).containsExactly(600L);
        sent.get(0).end();
        assertThat(bytesSent()).containsExactly(600L, 500L, 10L);
    }

    @Test
    void letsAWritePassAloneThatIsLargerThanTheLimit() {
        WriteLimit limit = new WriteLimit(100, 1000);
        WriteLimit.Request request = limit.begin("a");
        submit(request, 1, 1);
        submit(request, 1, 5000);
        submit(request, 1, 1);

        assertThat(bytesSent()).containsExactly(1L);
        sent.get(0).end();
        assertThat(bytesSent()).containsExactly(1L, 5000L);
        sent.get(1).end();
        assertThat(bytesSent()).containsExactly(1L, 5000L, 1L);
    }

    @Test
    void servesRequestsInTurn() {
        WriteLimit limit = new WriteLimit(1, 1000);
        submit(limit.begin("a"), 1000, 1);
        CompletionStage<Void> small = submit(limit.begin("a"), 1, 7).get(0);

        sent.get(0).end();
        sent.get(1).end();
        sent.get(2).end();

        assertThat(bytesSent()).containsExactly(1L, 1L, 7L, 1L);
        assertThat(small).isCompleted();
    }

    @Test
    void servesSendersInTurnHoweverManyRequestsOneHas() {
        WriteLimit limit = new WriteLimit(1, 1000);
        for (int i = 0; i < 100; i++) {
            submit(limit.begin("a"), 1, 1);
        }
        submit(limit.begin("b"), 1, 7);

        sent.get(0).end();
        sent.get(1).end();
        sent.get(2).end();

        assertThat(bytesSent()).containsExactly(1L, 1L, 7L, 1L);
    }

    @Test
    void isFullForTheSenderThatFillsItAndForNoOther() {
        WriteLimit limit = new WriteLimit(2, 1000);
        // 32 rounds of two are the limit; a large request counts as one round, because it is at most that far ahead.
        submit(limit.begin("a"), 100_000, 1);
        assertThat(limit.isFull("a")).isFalse();
        for (int i = 0; i < 64; i++) {
            submit(limit.begin("a"), 1, 1);
        }
        assertThat(limit.isFull("a")).isTrue();
        assertThat(limit.isFull("b")).isFalse();

        submit(limit.begin("b"), 1, 1);
        assertThat(limit.isFull("b")).isFalse();
        assertThat(limit.isFull("a")).isTrue();
    }

    @Test
    void givesUpWhatWaitsAndLetsTheRestEnd() {
        WriteLimit limit = new WriteLimit(2, 1000);
        WriteLimit.Request request = limit.begin("a");
        List<CompletionStage<Void>> writes = submit(request, 5, 1);
        List<CompletionStage<Void>> others = submit(limit.begin("a"), 1, 7);

        request.giveUp(new StorageUnavailableException("silent"));
        CompletionStage<Void> late = submit(request, 1, 1).get(0);

        assertThat(writes.subList(2, 5))
                .allSatisfy(write -> assertThat(write.toCompletableFuture()).isCompletedExceptionally());
        assertThat(late.toCompletableFuture()).isCompletedExceptionally();
        assertThat(writes.get(0).toCompletableFuture()).isNotDone();
        sent.get(0).end();
        sent.get(1).end();
        sent.get(2).end();
        assertThat(writes.subList(0, 2)).allSatisfy(write -> assertThat(write).isCompleted());
        assertThat(others.get(0)).isCompleted();
        assertThat(limit.isFull("a")).isFalse();
    }

    @Test
    void forgetsWhatIsWithdrawn() {
        WriteLimit limit = new WriteLimit(1, 1000);
        WriteLimit.Request request = limit.begin("a");
        WriteLimit.Turn running = request.submit(new Sent(1));
        WriteLimit.Turn waiting = request.submit(new Sent(2));
        WriteLimit.Turn only = limit.begin("b").submit(new Sent(3));
        CompletionStage<Void> last = submit(request, 1, 4).get(0);

        running.withdraw();
        waiting.withdraw();
        waiting.withdraw();
        only.withdraw();
        sent.get(0).end();
        sent.get(1).end();

        assertThat(bytesSent()).containsExactly(1L, 4L);
        assertThat(running.end().toCompletableFuture()).isCompleted();
        assertThat(last).isCompleted();
        assertThat(waiting.end().toCompletableFuture()).isNotDone();
        assertThat(limit.isFull("b")).isFalse();
    }

    @Test
    void hasRoomAgainAfterWritesThatFail() {
        WriteLimit limit = new WriteLimit(1, 10);
        WriteLimit.Request request = limit.begin("a");
        CompletionStage<Void> unprepared = request.submit(new Failing(true)).end();
        CompletionStage<Void> unsent = request.submit(new Failing(false)).end();
        CompletionStage<Void> good = submit(request, 1, 10).get(0);

        assertThat(unprepared.toCompletableFuture()).isCompletedExceptionally();
        assertThat(unsent.toCompletableFuture()).isCompletedExceptionally();
        sent.get(0).end();
        assertThat(good).isCompleted();
    }

    @Test
    void writesAnyNumberThoughEachEndsAtOnce() {
        WriteLimit.Request request = new WriteLimit(1, 10).begin("a");
        CompletableFuture<?> last = null;
        for (int i = 0; i < 100_000; i++) {
            last = request.submit(new Ended(1)).end().toCompletableFuture();
        }

        assertThat(last).isCompleted();
    }

    @Test
    void holdsBothLimitsAndLosesNothingWhenManyWriteAtTheSameTime() throws Exception {
        AtomicLong writes = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        AtomicLong mostWrites = new AtomicLong();
        AtomicLong mostBytes = new AtomicLong();
        WriteLimit limit = new WriteLimit(8, 1000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        ExecutorService storage = Executors.newFixedThreadPool(2);
        List<Future<List<CompletionStage<Void>>>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            Callable<List<CompletionStage<Void>>> sender = () -> {
                List<CompletionStage<Void>> all = new ArrayList<>();
                for (int n = 0; n < 500; n++) {
                    WriteLimit.Request request = limit.begin("sender " + random.nextInt(3));
                    for (int write = 0; write < 5; write++) {
                        // Many small ones reach the limit in number, a few large ones that in bytes.
                        long size = random.nextInt(20) == 0 ? 1 + random.nextInt(900) : 1;
                        all.add(request.submit(new Ended(size) {
                                    @Override
                                    public CompletionStage<Void> send() {
                                        mostWrites.accumulateAndGet(writes.incrementAndGet(), Math::max);
                                        mostBytes.accumulateAndGet(bytes.addAndGet(size), Math::max);
                                        return CompletableFuture.runAsync(
                                                () -> {
                                                    writes.decrementAndGet();
                                                    bytes.addAndGet(-size);
                                                },
                                                ThreadLocalRandom.current().nextBoolean() ? storage : Runnable::run);
                                    }
                                })
                                .end());
                    }
                }
                return all;
            };
            senders.add(threads.submit(sender));
        }
        for (Future<List<CompletionStage<Void>>> sender : senders) {
            for (CompletionStage<Void> write : sender.get()) {
                write.toCompletableFuture().join();
            }
        }
        threads.shutdown();
        storage.shutdown();

        assertThat(mostWrites.get()).isBetween(1L, 8L);
        assertThat(mostBytes.get()).isBetween(1L, 1000L);
    }

    private List<CompletionStage<Void>> submit(WriteLimit.Request request, int count, long bytes) {
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(request.submit(new Sent(bytes)).end());
        }
        return writes;
    }

    private List<Long> bytesSent() {
        return sent.stream().map(write -> write.bytes).toList();
    }

    /** A write that ends when the test lets it. */
    private final class Sent implements WriteLimit.Write {
        private final long bytes;
        private final CompletableFuture<Void> written = new CompletableFuture<>();

        Sent(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public long prepare() {
            return bytes;
        }

        @Override
        public CompletionStage<Void> send() {
            sent.add(this);
            return written;
        }

        void end() {
            written.complete(null);
        }
    }

    private static class Ended implements WriteLimit.Write {
        private final long bytes;

        Ended(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public long prepare() {
            return bytes;
        }

        @Override
        public CompletionStage<Void> send() {
            return CompletableFuture.completedFuture(null);
        }
    }

    private record Failing(boolean unprepared) implements WriteLimit.Write {
        @Override
        public long prepare() {
            if (unprepared) {
                throw new IllegalStateException("cannot be encoded");
            }
            return 5;
        }

        @Override
        public CompletionStage<Void> send() {
            throw new IllegalStateException("cannot be sent");
        }
    }
}
