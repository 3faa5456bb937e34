// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search for the newest 20 traces, in TraceQL and as what an index evaluates.
 *
 * @param predicate what must hold on a span
 * @param above what must hold on its parent, or with {@code anyDepth} on one of its ancestors; null where nothing must
 * @param from least start of the span, in nanoseconds since 1970
 * @param to greatest start, exclusive
 */
record QueryClass(
        String name,
        String traceQl,
        Predicate predicate,
        @Nullable Predicate above,
        boolean anyDepth,
        long from,
        long to) {
    static final int TRACES = 20;

    /** The predicate within the time range. */
    Predicate inRange() {
        // The range comes last: where nothing matches, the starts are not read.
        return Predicate.and(
                predicate,
                new Predicate.Compare(Field.Intrinsic.START, Comparison.GREATER_OR_EQUAL, from),
                new Predicate.Compare(Field.Intrinsic.START, Comparison.LESS, to));
    }
}
