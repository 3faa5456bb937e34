// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * The body of an answer. From its second piece of {@value #PIECE} bytes on, a thread that writes needs a turn, and
 * there are fewer turns than processors: so answers of a hundred megabytes leave time to the collector. While a piece is
 * sent the thread has no turn, since the client may be slow. Used by one thread.
 */
final class PacedStream extends OutputStream {
    private static final int PIECE = 64 << 10;
    private static final int FIRST_SIZE = 8 << 10;

    private final OutputStream out;
    private final Semaphore turns;
    private byte[] piece = new byte[FIRST_SIZE];
    private int used;
    private boolean hasTurn;

    /** @param turns a fair one */
    PacedStream(OutputStream out, Semaphore turns) {
        this.out = out;
        this.turns = turns;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int written = 0;
        while (written < length) {
            int next = Math.min(length - written, PIECE - used);
            ensure(used + next);
            System.arraycopy(bytes, from + written, piece, used, next);
            used += next;
            written += next;
            if (used == PIECE) {
                send();
                turns.acquireUninterruptibly();
                hasTurn = true;
            }
        }
    }

    private void ensure(int size) {
        if (piece.length < size) {
            piece = Arrays.copyOf(piece, PIECE);
        }
    }

    private void send() throws IOException {
        rest();
        out.write(piece, 0, used);
        used = 0;
    }

    /** Gives the turn back, if this has one: the next thing to do is to wait. */
    void rest() {
        if (hasTurn) {
            hasTurn = false;
            turns.release();
        }
    }

    /** Sends nothing before a piece is full: Jackson flushes after each value. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        send();
        out.close();
    }
}
