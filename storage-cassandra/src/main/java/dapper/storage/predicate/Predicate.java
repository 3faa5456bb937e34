// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import java.util.List;
import java.util.regex.Pattern;

/** A condition on one span. A test of a field that the span does not have is false, also with "not equal". */
public sealed interface Predicate {

    /** @param operand a {@link String}, {@link Long}, {@link Double} or {@link Boolean} */
    record Compare(Field field, Comparison comparison, Object operand) implements Predicate {}

    /** The field is a text that matches as a whole, or with {@code negated} one that does not. */
    record Matches(Field field, Pattern pattern, boolean negated) implements Predicate {}

    record Present(Field field) implements Predicate {}

    record Not(Predicate predicate) implements Predicate {}

    record And(List<Predicate> predicates) implements Predicate {
        public And {
            predicates = List.copyOf(predicates);
        }
    }

    record Or(List<Predicate> predicates) implements Predicate {
        public Or {
            predicates = List.copyOf(predicates);
        }
    }

    static Predicate equal(Field field, Object operand) {
        return new Compare(field, Comparison.EQUAL, operand);
    }

    static Predicate matches(Field field, String regex) {
        return new Matches(field, Pattern.compile(regex), false);
    }

    static Predicate absent(Field field) {
        return new Not(new Present(field));
    }

    static Predicate and(Predicate... predicates) {
        return new And(List.of(predicates));
    }

    static Predicate or(Predicate... predicates) {
        return new Or(List.of(predicates));
    }
}
