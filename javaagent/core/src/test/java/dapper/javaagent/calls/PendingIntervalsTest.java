// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PendingIntervalsTest {
    private final PendingIntervals pending = new PendingIntervals(1_000);

    @Test
    void anIntervalStaysUntilItIsAcknowledged() {
        byte[] first = new byte[10];
        byte[] second = new byte[10];
        pending.add(first);
        pending.add(second);
        assertThat(pending.oldest()).isSameAs(first);
        assertThat(pending.oldest()).isSameAs(first);

        pending.remove(first, true);

        assertThat(pending.oldest()).isSameAs(second);
        assertThat(pending.dropped()).isZero();
    }

    @Test
    void theOldestMakesRoomInNumberAndIsCounted() {
        byte[] sent = new byte[1];
        pending.add(sent);
        for (int i = 0; i < PendingIntervals.MOST; i++) {
            pending.add(new byte[1]);
        }
        assertThat(pending.size()).isEqualTo(PendingIntervals.MOST);
        assertThat(pending.dropped()).isOne();

        // It was being sent meanwhile: another one is the oldest now.
        pending.remove(sent, true);
        assertThat(pending.size()).isEqualTo(PendingIntervals.MOST);
    }

    @Test
    void theOldestMakesRoomInBytesButTheLatestStays() {
        pending.add(new byte[600]);
        pending.add(new byte[600]);
        assertThat(pending.size()).isOne();
        byte[] large = new byte[2_000];
        pending.add(large);
        assertThat(pending.oldest()).isSameAs(large);
        assertThat(pending.dropped()).isEqualTo(2);
    }

    @Test
    void aRefusedIntervalIsDropped() {
        byte[] refused = new byte[1];
        pending.add(refused);
        pending.remove(refused, false);
        assertThat(pending.oldest()).isNull();
        assertThat(pending.dropped()).isOne();
    }
}
