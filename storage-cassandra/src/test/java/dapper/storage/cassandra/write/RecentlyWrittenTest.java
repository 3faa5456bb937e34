// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentlyWrittenTest {
    private static final Duration REFRESH = Duration.ofNanos(100);

    private long now;
    private final RecentlyWritten written = new RecentlyWritten(10, REFRESH, () -> now);

    @Test
    void knowsWhatWasAdded() {
        written.add("a");

        assertThat(written.contains("a")).isTrue();
        assertThat(written.contains("b")).isFalse();
    }

    /** However often it is needed meanwhile: its row expires by the time of the write. */
    @Test
    void forgetsAfterTheRefreshTime() {
        written.add("a");

        now = 99;
        assertThat(written.contains("a")).isTrue();
        now = 101;
        assertThat(written.contains("a")).isFalse();
    }

    @Test
    void remembersForAnotherRefreshTimeWhatIsWrittenAgain() {
        written.add("a");
        now = 90;
        written.add("a");

        now = 180;
        assertThat(written.contains("a")).isTrue();
    }

    @Test
    void holdsNoMoreThanItsCapacity() {
        for (int i = 0; i < 1_000; i++) {
            written.add(i);
        }

        int known = 0;
        for (int i = 0; i < 1_000; i++) {
            known += written.contains(i) ? 1 : 0;
        }
        assertThat(known).isBetween(1, 10);
    }
}
