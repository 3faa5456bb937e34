// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.Arrays;
import java.util.List;

/** The chunks that every block has, in the order in which they are stored. */
enum Part {
    /** Content of the different resources and scopes. */
    ORIGINS,
    /** For each row the number of its origin. */
    ORIGIN_OF_ROW,
    /** The different trace ids, 16 bytes each. */
    TRACES,
    /** For each row: 0 for the trace of the row before, 1 for the next of {@link #TRACES}, 2 and more for an earlier one. */
    TRACE_OF_ROW,
    /** See {@link FirstParents}. */
    FIRST_SPAN_IDS,
    FIRST_PARENTS,
    FIRST_FAR_PARENTS,
    /** For each row the hash of its span id, see {@link IdHash}. */
    SPAN_HASHES,
    /** For each row the hash of its parent's span id. */
    PARENT_HASHES,
    STARTS,
    DURATIONS;

    private static final List<Part> OF_FIRST_FORMAT = Arrays.stream(values())
            .filter(part -> part != SPAN_HASHES && part != PARENT_HASHES)
            .toList();

    private static final List<Part> OF_SECOND_FORMAT = Arrays.stream(values())
            .filter(part -> part != FIRST_SPAN_IDS && part != FIRST_PARENTS && part != FIRST_FAR_PARENTS)
            .toList();

    static List<Part> of(int version) {
        return version == BlockHeader.FIRST ? OF_FIRST_FORMAT : OF_SECOND_FORMAT;
    }
}
