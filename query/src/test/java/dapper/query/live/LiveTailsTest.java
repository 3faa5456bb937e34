// SPDX-License-Identifier: Apache-2.0
package dapper.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.live.Look.Found;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTailsTest {
    private static final Duration LONG = Duration.ofMinutes(4);

    @Test
    void givesWhatIsNewOldestFirst() throws InterruptedException {
        List<Look> looks = new ArrayList<>(List.of(look(found(1, 1)), look(found(3, 1), found(2, 1), found(1, 1))));
        Tail tail = new Tail(() -> looks.remove(0), 10);
        Follower follower = followed(tail);

        tail.look();
        tail.look();

        assertThat(ids(follower.take(LONG))).containsExactly(2L, 3L);
    }

    @Test
    void givesATraceAgainThatHasMoreSpans() throws InterruptedException {
        List<Look> looks = new ArrayList<>(
                List.of(look(found(1, 2)), look(found(1, 2)), look(found(1, 5)), look(found(1, 5), found(2, 1))));
        Tail tail = new Tail(() -> looks.remove(0), 10);
        Follower follower = followed(tail);

        while (!looks.isEmpty()) {
            tail.look();
        }

        Follower.Batch batch = follower.take(LONG);
        assertThat(batch.traces()).extracting(Found::spanCount).containsExactly(5, 1);
        assertThat(batch.leftOut()).isZero();
    }

    @Test
    void countsTheOldestOfTooManyInOneLook() throws InterruptedException {
        List<Look> looks = new ArrayList<>(List.of(
                new Look(List.of(), false), new Look(newestFirst(1, 50), true), new Look(newestFirst(2, 51), true)));
        Tail tail = new Tail(() -> looks.remove(0), 20);
        Follower follower = followed(tail);

        tail.look();
        tail.look();

        Follower.Batch batch = follower.take(LONG);
        assertThat(ids(batch)).hasSize(20).startsWith(31L).endsWith(50L);
        assertThat(batch.leftOut()).isEqualTo(30);
        assertThat(batch.more()).isTrue();
        tail.look();
        batch = follower.take(LONG);
        assertThat(ids(batch)).containsExactly(51L);
        assertThat(batch.more()).as("older ones were known").isFalse();
    }

    @Test
    void countsWhatAClientDoesNotTake() throws InterruptedException {
        Follower follower = new Follower();
        for (int i = 0; i < 30; i++) {
            follower.add(newestFirst(i * 10 + 1, i * 10 + 10), 1, false);
        }

        Follower.Batch batch = follower.take(LONG);

        assertThat(batch.traces()).hasSize(200);
        assertThat(batch.leftOut()).isEqualTo(130);
        assertThat(follower.take(Duration.ZERO).traces()).isEmpty();
    }

    @Test
    void looksOnceForAllThatFollowTheSameSearch() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(1);
        Look.Source source = () -> {
            begun.countDown();
            await(both);
            return look(found(looks.incrementAndGet(), 1));
        };
        try (LiveTails tails = new LiveTails(new LiveLimits(5, 10))) {
            Follower one = tails.follow(Tenant.DEFAULT, "{ }", source);
            begun.await();
            Follower other = tails.follow(Tenant.DEFAULT, "{ }", () -> {
                throw new IllegalStateException("a second source");
            });
            assertThat(tails.searches()).isEqualTo(1);
            both.countDown();

            assertThat(one).isNotNull();
            assertThat(other).isNotNull();
            assertThat(ids(one.take(LONG))).containsExactly(2L);
            assertThat(ids(other.take(LONG))).containsExactly(2L);
        }
    }

    @Test
    void separatesTenantsAndLimitsTheFollowersOfAll() {
        try (LiveTails tails = new LiveTails(new LiveLimits(2, 10))) {
            Follower one = tails.follow(Tenant.DEFAULT, "{ }", () -> look());
            assertThat(one).isNotNull();
            assertThat(tails.follow(new Tenant("shop"), "{ }", () -> look())).isNotNull();
            assertThat(tails.searches()).isEqualTo(2);
            assertThat(tails.follow(Tenant.DEFAULT, "{ }", () -> look())).isNull();

            tails.leave(one);
            tails.leave(one);

            assertThat(tails.followers()).isEqualTo(1);
            assertThat(tails.searches()).isEqualTo(1);
            assertThat(tails.follow(Tenant.DEFAULT, "{ }", () -> look())).isNotNull();
        }
    }

    @Test
    void goesOnAfterAFailure() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        Look.Source source = () -> switch (looks.incrementAndGet()) {
            case 1 -> look();
            case 2 -> throw new StorageUnavailableException("no node answers", null);
            default -> look(found(looks.get(), 1));
        };
        try (LiveTails tails = new LiveTails(new LiveLimits(1, 10))) {
            Follower follower = tails.follow(Tenant.DEFAULT, "{ }", source);

            assertThat(follower).isNotNull();
            assertThat(follower.take(LONG).problem()).contains("The trace store does not answer");
            assertThat(ids(follower.take(LONG))).containsExactly(3L);
        }
    }

    @Test
    void endsAllFollowers() throws InterruptedException {
        LiveTails tails = new LiveTails(new LiveLimits(1, 10));
        Follower follower = tails.follow(Tenant.DEFAULT, "{ }", () -> look());
        assertThat(follower).isNotNull();

        Thread client = new Thread(() -> leaveAtTheEnd(tails, follower));
        client.start();
        tails.close();

        assertThat(tails.followers()).isZero();
        assertThat(tails.follow(Tenant.DEFAULT, "{ }", () -> look())).isNull();
    }

    private static void leaveAtTheEnd(LiveTails tails, Follower follower) {
        try {
            if (follower.take(LONG).ended()) {
                tails.leave(follower);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Follower followed(Tail tail) {
        Follower follower = new Follower();
        tail.followers().add(follower);
        return follower;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Found found(long id, int spans) {
        return new Found(new TraceId(0, id), spans, "{}");
    }

    private static Look look(Found... newestFirst) {
        return new Look(List.of(newestFirst), false);
    }

    private static List<Found> newestFirst(int from, int to) {
        return IntStream.iterate(to, id -> id >= from, id -> id - 1)
                .mapToObj(id -> found(id, 1))
                .toList();
    }

    private static List<Long> ids(Follower.Batch batch) {
        return batch.traces().stream()
                .map(found -> Long.parseUnsignedLong(found.traceId().toString().substring(16), 16))
                .toList();
    }
}
