// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A byte buffer that grows while data arrives. Each growth is admitted before it happens. Used by one thread at a time.
 */
public final class AdmittedBytes {
    private static final byte[] NONE = {};
    private static final int SMALLEST_GROWTH = 1024;

    private final int limit;
    private final int target;
    private final Admission.Ticket ticket;
    private byte[] bytes;
    private int length;

    /**
     * @param first bytes to allocate immediately
     * @param expected size of the body if known, else 0; the buffer grows to it step by step, because it may be wrong
     */
    AdmittedBytes(int first, long expected, int limit, Admission.Ticket ticket) {
        this.limit = limit;
        this.ticket = ticket;
        this.target = (int) Math.min(expected, limit);
        int capacity = Math.min(first, limit);
        ticket.take(capacity);
        this.bytes = new byte[capacity];
    }

    /** @throws RefusedException if the limit is exceeded or no memory is left */
    public void append(ByteBuffer more) {
        while (more.hasRemaining()) {
            makeRoom();
            int part = Math.min(more.remaining(), bytes.length - length);
            more.get(bytes, length, part);
            length += part;
        }
    }

    /**
     * Reads to the end of a stream.
     *
     * @throws RefusedException if the limit is exceeded or no memory is left
     */
    void appendAll(InputStream in) throws IOException {
        // Checks for the end before growing: a body of exactly the expected size is never copied.
        for (int next = in.read(); next >= 0; next = in.read()) {
            makeRoom();
            bytes[length++] = (byte) next;
            int read = in.readNBytes(bytes, length, bytes.length - length);
            length += read;
        }
    }

    private void makeRoom() {
        if (length < bytes.length) {
            return;
        }
        if (length == limit) {
            throw BodyReader.tooLarge(limit);
        }
        long larger = length < target ? target : Math.min(limit, Math.max(SMALLEST_GROWTH, 2L * length));
        resize((int) larger);
    }

    /** Both arrays exist for a moment, and both are admitted. */
    private void resize(int capacity) {
        ticket.take(capacity);
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, capacity);
        ticket.giveBack(before);
    }

    /** Returns the bytes in an array of exactly their length; nothing is kept here. */
    byte[] take() {
        if (bytes.length != length) {
            resize(length);
        }
        byte[] taken = bytes;
        bytes = NONE;
        length = 0;
        return taken;
    }
}
