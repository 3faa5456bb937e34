// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.cassandra.codec.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The position at which a page of a search ended.
 *
 * @param position the greatest {@link Candidate#lastStart} that is still of interest
 * @param newestMatch start of the newest matching span of the last trace returned
 * @param traceId the last trace returned
 * @param passed traces that are too large to read within the time of a search, and are not read again
 */
record Cursor(long position, long newestMatch, TraceId traceId, List<TraceId> passed) {
    private static final int BYTES = 6 * Long.BYTES;
    private static final int BYTES_OF_A_TRACE = 2 * Long.BYTES;
    /**
     * Keeps a cursor below 600 characters. With more traces the search reads the first one again, which is only slow.
     */
    private static final int MOST_PASSED = 24;

    private static final long VERSION = 2;
    /** Before everything. */
    static final Cursor START = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE, new TraceId(0, 0), List.of());

    Cursor {
        passed = List.copyOf(passed.subList(Math.max(0, passed.size() - MOST_PASSED), passed.size()));
    }

    /** @throws IllegalArgumentException if the text is not a cursor of this search */
    static Cursor of(TraceQuery query, @Nullable TraceFilter filter) {
        @Nullable String text = query.cursor();
        if (text == null) {
            return START;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw foreign(e);
        }
        if (bytes.length < BYTES || (bytes.length - BYTES) % BYTES_OF_A_TRACE != 0) {
            throw foreign(null);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong() != fingerprint(query, filter)) {
            throw foreign(null);
        }
        if (buffer.getLong() != VERSION) {
            throw foreign(null);
        }
        long position = buffer.getLong();
        long newestMatch = buffer.getLong();
        TraceId traceId = new TraceId(buffer.getLong(), buffer.getLong());
        List<TraceId> passed = new ArrayList<>();
        while (buffer.hasRemaining()) {
            passed.add(new TraceId(buffer.getLong(), buffer.getLong()));
        }
        return new Cursor(position, newestMatch, traceId, passed);
    }

    String text(TraceQuery query, @Nullable TraceFilter filter) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES + passed.size() * BYTES_OF_A_TRACE)
                .putLong(fingerprint(query, filter))
                .putLong(VERSION)
                .putLong(position)
                .putLong(newestMatch)
                .putLong(traceId.high())
                .putLong(traceId.low());
        passed.forEach(trace -> bytes.putLong(trace.high()).putLong(trace.low()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Returns whether this cursor comes before a trace in the order of a search, so that no earlier page has returned
     * it.
     */
    boolean isBefore(long match, TraceId trace) {
        return match < newestMatch || (match == newestMatch && trace.compareTo(traceId) > 0);
    }

    /** Covers everything that decides which traces match; the page size is not part of it. */
    private static long fingerprint(TraceQuery query, @Nullable TraceFilter filter) {
        String text = query.predicate() + "\n" + query.startUnixNanos() + " " + query.endUnixNanos()
                + (query.arrivedUnixNanos() == 0 ? "" : " " + query.arrivedUnixNanos())
                + (query.traceId() == null ? "" : "\n" + query.traceId())
                + (filter == null ? "" : "\n" + filter.identity());
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).high();
    }

    private static IllegalArgumentException foreign(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the cursor does not belong to this search; repeat the search of the page it came with unchanged, or"
                        + " begin without a cursor",
                cause);
    }
}
