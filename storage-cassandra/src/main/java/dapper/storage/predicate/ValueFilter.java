// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import dapper.storage.Attributes;
import dapper.storage.NoValue;
import java.util.List;

/**
 * A test of one value of a field, of any type that an attribute may have. A list passes if one of its elements does;
 * for "not equal" and "does not match", if all do. Bytes and maps, and what is nested in lists, are tested as their text
 * ({@link Attributes#plain}). Safe for many threads.
 */
@FunctionalInterface
public interface ValueFilter {
    ValueFilter PRESENT = value -> value != NoValue.NONE;

    /** @return false for {@link NoValue} */
    boolean test(Object value);

    static ValueFilter of(Predicate.Compare compare) {
        Comparison comparison = compare.comparison();
        Object operand = compare.operand();
        return of(value -> comparison.holds(value, operand), comparison == Comparison.NOT_EQUAL);
    }

    static ValueFilter of(Predicate.Matches matches) {
        TextPattern pattern = matches.pattern();
        boolean negated = matches.negated();
        return of(value -> value instanceof String text && pattern.matches(text) != negated, negated);
    }

    private static ValueFilter of(java.util.function.Predicate<Object> single, boolean allOfList) {
        return value -> value instanceof List<?> list
                ? ofList(list, single, allOfList)
                : value != NoValue.NONE && single.test(Attributes.plain(value));
    }

    private static boolean ofList(List<?> list, java.util.function.Predicate<Object> single, boolean all) {
        for (Object element : list) {
            if (element != NoValue.NONE && single.test(Attributes.plain(element)) != all) {
                return !all;
            }
        }
        return all;
    }
}
