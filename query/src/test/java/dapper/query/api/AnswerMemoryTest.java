// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.api.AnswerMemory.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AnswerMemoryTest {
    private static final long MIB = 1 << 20;
    private static final int MANY = 100;
    private static final Executor THREADS = work -> new Thread(work).start();

    private final AnswerMemory memory = new AnswerMemory(100 * MIB, Duration.ZERO, 0, MANY);

    @Test
    void keepsRoomForTheFirstWhateverTheOthersHold() {
        AnswerMemory.Share first = open();
        AnswerMemory.Share second = open();
        AnswerMemory.Share third = open();

        assertThat(second.claim(30 * MIB)).isEqualTo(Claim.GRANTED);
        assertThat(third.claim(10 * MIB)).isEqualTo(Claim.REFUSED);
        assertThat(first.claim(56 * MIB)).isEqualTo(Claim.GRANTED);
        assertThat(memory.used()).isEqualTo((3 * 4 + 30 + 56) * MIB);
        assertThat(memory.refused()).isEqualTo(1);
    }

    @Test
    void makesTheNextOneTheFirst() {
        AnswerMemory.Share first = open();
        AnswerMemory.Share second = open();
        assertThat(second.claim(50 * MIB)).isEqualTo(Claim.REFUSED);
        first.close();

        assertThat(second.claim(50 * MIB)).isEqualTo(Claim.GRANTED);
    }

    @Test
    @Timeout(60)
    void letsOthersWaitUntilThereIsRoom() throws Exception {
        AnswerMemory patient = new AnswerMemory(100 * MIB, Duration.ofMinutes(1), 2, MANY);
        AnswerMemory.Share first = Objects.requireNonNull(patient.open());
        AnswerMemory.Share second = Objects.requireNonNull(patient.open());
        AnswerMemory.Share third = Objects.requireNonNull(patient.open());
        first.claim(50 * MIB);

        CompletableFuture<Claim> ofSecond = CompletableFuture.supplyAsync(() -> second.claim(50 * MIB), THREADS);
        CompletableFuture<Claim> ofThird = CompletableFuture.supplyAsync(() -> third.claim(50 * MIB), THREADS);
        while (patient.waiting() < 2) {
            Thread.onSpinWait();
        }
        // Too many wait already.
        assertThat(Objects.requireNonNull(patient.open()).claim(40 * MIB)).isEqualTo(Claim.REFUSED);
        assertThat(ofSecond).isNotDone();

        first.close();
        assertThat(ofSecond.get()).isEqualTo(Claim.GRANTED);
        assertThat(ofThird).isNotDone();
        second.close();
        assertThat(ofThird.get()).isEqualTo(Claim.GRANTED);
        assertThat(patient.waiting()).isZero();
        assertThat(patient.refused()).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void refusesWhatWaitsTooLong() {
        AnswerMemory patient = new AnswerMemory(100 * MIB, Duration.ofMillis(50), 2, MANY);
        AnswerMemory.Share first = Objects.requireNonNull(patient.open());
        AnswerMemory.Share second = Objects.requireNonNull(patient.open());

        long begun = System.nanoTime();
        assertThat(second.claim(50 * MIB)).isEqualTo(Claim.REFUSED);
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(49));
        first.close();
        assertThat(second.claim(50 * MIB)).isEqualTo(Claim.GRANTED);
    }

    @Test
    void letsOnlyTheFirstOfLargeOnesReadOn() {
        AnswerMemory one = new AnswerMemory(1000 * MIB, Duration.ZERO, 0, 1);
        AnswerMemory.Share small = Objects.requireNonNull(one.open());
        AnswerMemory.Share early = Objects.requireNonNull(one.open());
        AnswerMemory.Share late = Objects.requireNonNull(one.open());

        // One that has read little holds up no other, and is held up by none.
        assertThat(small.claim(4 * MIB)).isEqualTo(Claim.GRANTED);
        assertThat(late.claim(10 * MIB)).isEqualTo(Claim.GRANTED);
        assertThat(early.claim(10 * MIB)).isEqualTo(Claim.GRANTED);
        assertThat(late.claim(10 * MIB)).isEqualTo(Claim.REFUSED);
        assertThat(Objects.requireNonNull(one.open()).claim(4 * MIB)).isEqualTo(Claim.GRANTED);
        early.hasRead();
        assertThat(late.claim(10 * MIB)).isEqualTo(Claim.GRANTED);
        assertThat(small.claim(1)).isEqualTo(Claim.GRANTED);
        assertThat(late.claim(1)).isEqualTo(Claim.REFUSED);
    }

    @Test
    void letsNoneTakeMoreThanItsPart() {
        AnswerMemory.Share only = open();

        assertThat(only.claim(57 * MIB)).isEqualTo(Claim.TOO_LARGE);
        assertThat(only.claim(56 * MIB)).isEqualTo(Claim.GRANTED);
        assertThat(only.claim(1)).isEqualTo(Claim.TOO_LARGE);
        only.giveBack(20 * MIB);
        assertThat(only.claim(20 * MIB)).isEqualTo(Claim.GRANTED);
    }

    @Test
    void refusesAnotherAnswerWhenThereIsNoRoom() {
        List<AnswerMemory.Share> shares = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            shares.add(open());
        }

        assertThat(memory.open()).isNull();
        shares.get(5).close();
        assertThat(memory.open()).isNotNull();
    }

    @Test
    void neverGoesBeyondItsLimitAndForgetsWhatIsClosed() {
        Random random = new Random(1);
        List<AnswerMemory.Share> shares = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            if (shares.isEmpty() || random.nextInt(10) == 0) {
                AnswerMemory.Share share = memory.open();
                if (share != null) {
                    shares.add(share);
                }
            } else if (random.nextInt(20) == 0) {
                shares.remove(random.nextInt(shares.size())).close();
            } else {
                boolean first = random.nextBoolean();
                AnswerMemory.Share share = shares.get(first ? 0 : random.nextInt(shares.size()));
                Claim claim = share.claim(random.nextInt((int) (8 * MIB)));
                assertThat(first && claim == Claim.REFUSED).isFalse();
            }
            assertThat(memory.used()).isBetween(0L, memory.limit());
        }
        shares.forEach(AnswerMemory.Share::close);

        assertThat(memory.used()).isZero();
    }

    private AnswerMemory.Share open() {
        return Objects.requireNonNull(memory.open());
    }
}
