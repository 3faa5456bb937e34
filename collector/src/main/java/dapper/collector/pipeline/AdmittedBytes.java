// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow while they arrive, each growth admitted before it happens. Used by one thread at a time. */
public final class AdmittedBytes {
    private final int limit;
    private final int target;
    private final Admission.Ticket ticket;
    private byte[] bytes;
    private int length;

    /**
     * @param first how many bytes to make room for at once
     * @param expected how many will come, if known, else 0: room grows to it step by step, because it may be a lie
     */
    AdmittedBytes(int first, long expected, int limit, Admission.Ticket ticket) {
        this.limit = limit;
        this.ticket = ticket;
        // One more, so that the end is seen without growing.
        this.target = (int) Math.min(expected, limit) + 1;
        int capacity = Math.min(first, limit) + 1;
        ticket.take(capacity);
        this.bytes = new byte[capacity];
    }

    /** @throws RefusedException if the limit is exceeded or no memory is left */
    public void append(ByteBuffer more) {
        while (more.hasRemaining()) {
            int part = Math.min(more.remaining(), bytes.length - length);
            more.get(bytes, length, part);
            advance(part);
        }
    }

    /**
     * Reads to the end of a stream.
     *
     * @throws RefusedException if the limit is exceeded or no memory is left
     */
    void appendAll(InputStream in) throws IOException {
        int read;
        while ((read = in.read(bytes, length, bytes.length - length)) >= 0) {
            advance(read);
        }
    }

    private void advance(int more) {
        length += more;
        if (length > limit) {
            throw BodyReader.tooLarge(limit);
        }
        if (length == bytes.length) {
            int larger = (int) Math.min(length < target ? target : limit + 1L, 2L * length);
            ticket.take(larger - length);
            bytes = Arrays.copyOf(bytes, larger);
        }
    }

    /** The bytes so far, in an array of just their length. */
    byte[] take() {
        ticket.giveBack(bytes.length - length);
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
}
