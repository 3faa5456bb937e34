// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

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
    SPAN_IDS,
    /** For each row: 0 for none, 1 for the next of {@link #FAR_PARENTS}, 2 and more for a row of this block. */
    PARENTS,
    /** Span ids of parents that are not in this block. */
    FAR_PARENTS,
    STARTS,
    DURATIONS
}
