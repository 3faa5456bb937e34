// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

/** A test of one value of a column. */
@FunctionalInterface
interface ValueTest {
    ValueTest ANY = value -> true;

    boolean test(Object value);

    static ValueTest of(Predicate.Compare compare) {
        return value -> compare.comparison().holds(value, compare.operand());
    }

    static ValueTest of(Predicate.Matches matches) {
        return value -> value instanceof String text
                && matches.pattern().matcher(text).matches() != matches.negated();
    }
}
