// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentlyWrittenTest {
    private static final Duration REFRESH = Duration.ofNanos(100);

    private final RecentlyWritten written = new RecentlyWritten(10, REFRESH, 0);

    @Test
    void knowsWhatWasAdded() {
        written.add("a", 1);

        assertThat(written.contains("a", 2)).isTrue();
        assertThat(written.contains("b", 2)).isFalse();
    }

    @Test
    void forgetsAfterTheRefreshTime() {
        written.add("a", 1);

        assertThat(written.contains("a", 60)).isTrue();
        assertThat(written.contains("a", 101)).isFalse();
    }

    @Test
    void forgetsAfterALongSilence() {
        written.add("a", 1);

        assertThat(written.contains("a", 1_000)).isFalse();
    }

    @Test
    void holdsNoMoreThanTwiceItsCapacity() {
        int known = 0;
        for (int i = 0; i < 1_000; i++) {
            written.add(i, 1);
        }
        for (int i = 0; i < 1_000; i++) {
            known += written.contains(i, 2) ? 1 : 0;
        }

        assertThat(known).isBetween(10, 20);
        assertThat(written.contains(999, 2)).isTrue();
    }
}
