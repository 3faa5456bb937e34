// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacedStreamTest {
    private static final int PIECE = 64 << 10;

    private final Semaphore turns = new Semaphore(1, true);
    private final List<Integer> turnsFreeWhileSending = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream() {
        @Override
        public void write(byte[] bytes, int from, int length) {
            turnsFreeWhileSending.add(turns.availablePermits());
            super.write(bytes, from, length);
        }
    };
    private final PacedStream stream = new PacedStream(sent, turns);

    @Test
    void needsNoTurnForASmallAnswer() throws Exception {
        turns.acquire();

        stream.write(new byte[PIECE - 1]);
        stream.flush();
        stream.close();

        assertThat(sent.size()).isEqualTo(PIECE - 1);
    }

    @Test
    void worksOnALargeAnswerInItsTurnOnly() throws Exception {
        byte[] answer = new byte[5 * PIECE + 100];
        new Random(1).nextBytes(answer);

        stream.write(answer[0]);
        stream.write(answer, 1, 2 * PIECE);
        assertThat(turns.availablePermits()).isZero();
        stream.rest();
        assertThat(turns.availablePermits()).isEqualTo(1);
        stream.write(answer, 2 * PIECE + 1, answer.length - 2 * PIECE - 1);
        assertThat(turns.availablePermits()).isZero();
        stream.close();

        assertThat(turns.availablePermits()).isEqualTo(1);
        assertThat(turnsFreeWhileSending).hasSize(6).containsOnly(1);
        assertThat(sent.toByteArray()).isEqualTo(answer);
    }

    @Test
    void waitsForItsTurn() throws Exception {
        turns.acquire();
        Thread writer = new Thread(() -> {
            try {
                stream.write(new byte[2 * PIECE]);
                stream.rest();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        while (!turns.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        assertThat(sent.size()).isEqualTo(PIECE);
        turns.release();
        writer.join();

        assertThat(sent.size()).isEqualTo(2 * PIECE);
        assertThat(turns.availablePermits()).isEqualTo(1);
    }
}
