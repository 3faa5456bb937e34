// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Attributes;
import dapper.storage.Resource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteWindowTest {
    private static final int PROCESS = process("a");

    private long now = 5_000_000_000L;
    private final WriteWindow window = window(Duration.ofMillis(250));

    private WriteWindow window(Duration longest) {
        return new WriteWindow(longest, 1000, () -> now, (nanos, work) -> {}, () -> {});
    }

    private static int process(String name) {
        return WriteWindow.process(new Resource(Attributes.ofFlat("service.name", name), 0, ""));
    }

    private void count(WriteWindow of, int writes) {
        for (int i = 0; i < writes; i++) {
            of.count();
        }
    }

    @Test
    void isClosedWhileFewWritesArrive() {
        count(window, WriteWindow.MANY_WRITES - 1);
        assertThat(window.nanos(PROCESS)).isZero();

        count(window, 1);
        assertThat(window.nanos(PROCESS)).isEqualTo(250_000_000);
    }

    @Test
    void countsTheWritesOfThisSecondAndTheOneBefore() {
        count(window, WriteWindow.MANY_WRITES - 50);
        now += 1_000_000_000;
        count(window, 50);
        assertThat(window.nanos(PROCESS)).isEqualTo(250_000_000);

        now += 1_000_000_000;
        assertThat(window.nanos(PROCESS)).isZero();
    }

    @Test
    void forgetsAfterAPause() {
        count(window, WriteWindow.MANY_WRITES);
        now += 2_000_000_000;
        assertThat(window.nanos(PROCESS)).isZero();
    }

    @Test
    void leavesAProcessHalfOfTheTimeItTookItself() {
        count(window, WriteWindow.MANY_WRITES);
        window.answered(PROCESS);
        assertThat(window.nanos(PROCESS)).isZero();
        assertThat(window.nanos(process("b"))).isEqualTo(250_000_000);

        now += 10_000_000;
        assertThat(window.nanos(PROCESS)).isEqualTo(5_000_000);

        now += 700_000_000;
        assertThat(window.nanos(PROCESS)).isEqualTo(250_000_000);
    }

    @Test
    void isClosedWhileTooManyBytesWait() {
        count(window, WriteWindow.MANY_WRITES);
        window.hold(1000);
        assertThat(window.nanos(PROCESS)).isZero();

        window.letGo(1);
        assertThat(window.nanos(PROCESS)).isEqualTo(250_000_000);
    }

    @Test
    void isClosedIfNoDelayIsConfigured() {
        WriteWindow none = window(Duration.ZERO);
        count(none, WriteWindow.MANY_WRITES);

        assertThat(none.nanos(PROCESS)).isZero();
    }
}
