// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;

/** Estimates how few spans meet a predicate, and how well an index finds them. */
final class Selectivity {
    private static final int OF_ONE = 1_000;

    private Selectivity() {}

    /** Returns 0 for a predicate that excludes nothing or little, and more for fewer spans. */
    static int of(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.predicates().stream().mapToInt(Selectivity::of).sum();
        }
        if (predicate instanceof Predicate.Or or) {
            return or.predicates().stream().mapToInt(Selectivity::of).min().orElse(OF_ONE);
        }
        if (predicate instanceof Predicate.Matches matches) {
            return matches.negated() ? 0 : 1;
        }
        if (predicate instanceof Predicate.Compare compare) {
            return switch (compare.comparison()) {
                case EQUAL -> ofEqual(compare);
                case NOT_EQUAL -> 0;
                default -> 1;
            };
        }
        return predicate instanceof Predicate.Present ? 1 : 0;
    }

    private static int ofEqual(Predicate.Compare compare) {
        Field field = compare.field();
        if (field == Intrinsic.TRACE_ID || field == Intrinsic.SPAN_ID) {
            return OF_ONE;
        }
        if (field == Intrinsic.KIND) {
            return 1;
        }
        return field == Intrinsic.STATUS || field.equals(Field.SERVICE) ? 2 : 3;
    }
}
