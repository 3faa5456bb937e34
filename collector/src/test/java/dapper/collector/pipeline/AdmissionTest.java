// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.collector.pipeline.RefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(1600);

    @Test
    void admitsUpToTheLimit() {
        Admission.Ticket first = admission.open();
        first.take(1100);
        for (int i = 0; i < 5; i++) {
            assertThat(admission.full()).isFalse();
            admission.open().take(100);
        }

        assertThat(admission.full()).isTrue();
        assertThat(admission.inFlightBytes()).isEqualTo(1600);
        assertThat(reason(() -> admission.open().take(1))).isEqualTo(Reason.OVERLOADED);
        first.close();
        admission.open().take(100);
    }

    @Test
    void keepsAQuarterForSmallRequests() {
        admission.open().take(1200);

        assertThat(reason(() -> admission.open().take(101))).isEqualTo(Reason.OVERLOADED);
        Admission.Ticket growing = admission.open();
        growing.take(60);
        assertThat(reason(() -> growing.take(41))).isEqualTo(Reason.OVERLOADED);
        growing.take(40);
        assertThat(admission.inFlightBytes()).isEqualTo(1300);
    }

    @Test
    void tellsWhatWillNeverFitFromWhatDoesNotFitNow() {
        assertThat(reason(() -> admission.open().take(1201))).isEqualTo(Reason.TOO_LARGE);
        admission.open().take(600);
        assertThat(reason(() -> admission.open().take(601))).isEqualTo(Reason.OVERLOADED);
        assertThat(admission.inFlightBytes()).isEqualTo(600);
    }

    @Test
    void givesEverythingBackOnce() {
        Admission.Ticket ticket = admission.open();
        ticket.take(70);
        ticket.giveBack(20);
        assertThat(admission.inFlightBytes()).isEqualTo(50);
        ticket.close();
        ticket.close();

        assertThat(admission.inFlightBytes()).isZero();
    }

    @Test
    void doesNotTakeForARequestThatIsOver() {
        Admission.Ticket ticket = admission.open();
        ticket.close();

        assertThatThrownBy(() -> ticket.take(1)).isInstanceOf(IllegalStateException.class);
        assertThat(admission.inFlightBytes()).isZero();
    }

    @Test
    void holdsTheLimitWhenManyAskAtOnce() throws Exception {
        Admission shared = new Admission(1000);
        AtomicLong most = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Void>> done = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            Callable<Void> work = () -> {
                for (int n = 0; n < 20_000; n++) {
                    Admission.Ticket ticket = shared.open();
                    try {
                        ticket.take(random.nextInt(300));
                        ticket.take(random.nextInt(300));
                    } catch (RefusedException expected) {
                        assertThat(expected.reason()).isEqualTo(Reason.OVERLOADED);
                    }
                    most.accumulateAndGet(shared.inFlightBytes(), Math::max);
                    ticket.close();
                }
                return null;
            };
            done.add(threads.submit(work));
        }
        for (Future<Void> one : done) {
            one.get();
        }
        threads.shutdown();

        assertThat(most.get()).isLessThanOrEqualTo(1000);
        assertThat(shared.inFlightBytes()).isZero();
    }

    private static Reason reason(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(RefusedException.class, call).reason();
    }
}
