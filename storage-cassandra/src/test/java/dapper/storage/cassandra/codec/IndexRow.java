// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One row of the index of schemas 2 and 3, the table {@code segment_index}: some spans of one process.
 *
 * @param lastStart start of the span that started last; rows are ordered by it
 * @param firstStart start of the span that started first, at most {@link IndexRows#LONGEST_NANOS} before
 * @param maxDuration duration of the longest span
 * @param id a hash of the spans' content: the same spans written again make the same row, other spans a different one
 * @param terms the terms of all the spans together; empty if there are too many, in which case {@code listed} is false
 * @param listed whether the row can be found by its terms
 */
public record IndexRow(
        String service,
        ContentHash resource,
        long lastStart,
        long firstStart,
        long maxDuration,
        long id,
        Set<String> terms,
        boolean listed,
        ByteBuffer outline) {}
