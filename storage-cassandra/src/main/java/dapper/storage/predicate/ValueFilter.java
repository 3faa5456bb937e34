// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

/** A test of one value of a field. */
@FunctionalInterface
public interface ValueFilter {
    ValueFilter ANY = value -> true;

    boolean test(Object value);

    static ValueFilter of(Predicate.Compare compare) {
        return value -> compare.comparison().holds(value, compare.operand());
    }

    static ValueFilter of(Predicate.Matches matches) {
        return value ->
                value instanceof String text && matches.pattern().matcher(text).matches() != matches.negated();
    }
}
