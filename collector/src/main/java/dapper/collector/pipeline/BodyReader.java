// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.pipeline.RefusedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads bodies into memory within the limit, and only after admission. Safe for use by many threads. */
public final class BodyReader {
    private static final int FIRST_CHUNK = 8 * 1024;

    private final int limit;

    /** @param limit largest body in bytes, after decompression */
    public BodyReader(int limit) {
        this.limit = limit;
    }

    public int limit() {
        return limit;
    }

    public RefusedException tooLarge() {
        return tooLarge(limit);
    }

    static RefusedException tooLarge(int limit) {
        return new RefusedException(
                Reason.TOO_LARGE,
                "the request is larger than the " + limit
                        + " bytes that dapper.collector.max-request-bytes allows after decompression");
    }

    /**
     * Returns a buffer for a body that arrives piece by piece.
     *
     * @param expected its size in bytes if known, else 0; only the first allocation trusts it
     */
    public AdmittedBytes begin(long expected, Admission.Ticket ticket) {
        long known = Math.max(0, expected);
        return new AdmittedBytes((int) Math.min(known, FIRST_CHUNK), known, limit, ticket);
    }

    /**
     * Reads the rest of a stream.
     *
     * @param in may decompress while it is read; its {@link InputStream#available} is used as a hint of the size
     * @param ticket the ticket of the request; the caller closes it if this throws
     * @throws RefusedException if the body is too large or no memory is left, or if the stream is broken
     */
    public Body read(InputStream in, Body.Encoding encoding, Admission.Ticket ticket) {
        try {
            AdmittedBytes bytes = new AdmittedBytes(Math.max(in.available(), FIRST_CHUNK), 0, limit, ticket);
            bytes.appendAll(in);
            return new Body(encoding, bytes.take(), ticket);
        } catch (EOFException e) {
            throw new RefusedException(Reason.MALFORMED, "the body cannot be decompressed: it ends too early", e);
        } catch (IOException e) {
            throw new RefusedException(Reason.MALFORMED, "the body cannot be decompressed: " + e.getMessage(), e);
        }
    }

    /** Returns a body that has arrived uncompressed. */
    public Body plain(AdmittedBytes bytes, Body.Encoding encoding, Admission.Ticket ticket) {
        return new Body(encoding, bytes.take(), ticket);
    }

    /**
     * Returns a body that has arrived compressed.
     *
     * @throws RefusedException as {@link #read} does
     */
    public Body gunzip(AdmittedBytes bytes, Body.Encoding encoding, Admission.Ticket ticket) {
        byte[] compressed = bytes.take();
        Body body;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            body = read(in, encoding, ticket);
        } catch (EOFException e) {
            throw new RefusedException(Reason.MALFORMED, "the body cannot be decompressed: it ends too early", e);
        } catch (IOException e) {
            throw new RefusedException(Reason.MALFORMED, "the body cannot be decompressed: " + e.getMessage(), e);
        }
        ticket.giveBack(compressed.length);
        return body;
    }
}
