// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition on one span. A test of a field that the span does not have is false, also with "not equal". {@link
 * SpanMatcher} evaluates it; the order of the parts of {@link And} and {@link Or} has no meaning.
 */
public sealed interface Predicate {
    /** Every span meets it. */
    Predicate ALL = new And(List.of());

    /** No span meets it. */
    Predicate NONE = new Or(List.of());

    /** @param operand a {@link String}, {@link Long}, {@link Double} or {@link Boolean} */
    record Compare(Field field, Comparison comparison, Object operand) implements Predicate {
        @Override
        public String toString() {
            String type = operand.getClass().getSimpleName();
            return field + " " + comparison + " " + type + " " + operand;
        }
    }

    /** The field is a text that matches as a whole, or with {@code negated} one that does not. */
    record Matches(Field field, TextPattern pattern, boolean negated) implements Predicate {}

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

    static Predicate absent(Field field) {
        return not(new Present(field));
    }

    /** In its simplest form, as {@link #and} and {@link #or}: {@link #ALL} and {@link #NONE} are never part of another. */
    static Predicate not(Predicate predicate) {
        if (predicate.equals(ALL)) {
            return NONE;
        }
        if (predicate.equals(NONE)) {
            return ALL;
        }
        return predicate instanceof Not not ? not.predicate() : new Not(predicate);
    }

    static Predicate and(Predicate... predicates) {
        List<Predicate> parts = new ArrayList<>();
        for (Predicate predicate : predicates) {
            if (predicate.equals(NONE)) {
                return NONE;
            }
            addNew(predicate instanceof And and ? and.predicates() : List.of(predicate), parts);
        }
        return parts.size() == 1 ? parts.get(0) : new And(parts);
    }

    static Predicate or(Predicate... predicates) {
        List<Predicate> parts = new ArrayList<>();
        for (Predicate predicate : predicates) {
            if (predicate.equals(ALL)) {
                return ALL;
            }
            addNew(predicate instanceof Or or ? or.predicates() : List.of(predicate), parts);
        }
        return parts.size() == 1 ? parts.get(0) : new Or(parts);
    }

    private static void addNew(List<Predicate> more, List<Predicate> parts) {
        more.stream().filter(part -> !parts.contains(part)).forEach(parts::add);
    }
}
