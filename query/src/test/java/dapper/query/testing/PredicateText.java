// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a predicate as a test expects it: {@code name = 'a' and (.b > 1 or not has .c)}. */
public final class PredicateText {
    private PredicateText() {}

    public static String of(Predicate predicate) {
        if (predicate.equals(Predicate.ALL)) {
            return "all";
        }
        if (predicate.equals(Predicate.NONE)) {
            return "none";
        }
        return predicate instanceof Predicate.And and ? joined(and) : part(predicate);
    }

    private static String joined(Predicate.And and) {
        return and.predicates().stream().map(PredicateText::part).collect(Collectors.joining(" and "));
    }

    private static String part(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return "(" + joined(and) + ")";
        }
        if (predicate instanceof Predicate.Or or) {
            return or.predicates().stream().map(PredicateText::part).collect(Collectors.joining(" or ", "(", ")"));
        }
        if (predicate instanceof Predicate.Not not) {
            return "not " + part(not.predicate());
        }
        if (predicate instanceof Predicate.Present present) {
            return "has " + text(present.field());
        }
        if (predicate instanceof Predicate.Matches matches) {
            return text(matches.field()) + (matches.negated() ? " !~ '" : " =~ '") + matches.pattern() + "'";
        }
        Predicate.Compare compare = (Predicate.Compare) predicate;
        String operand = compare.operand() instanceof String text
                ? "'" + text + "'"
                : compare.operand().toString();
        String comparison = switch (compare.comparison()) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "!=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
        };
        return text(compare.field()) + " " + comparison + " " + operand;
    }

    private static String text(Field field) {
        if (!(field instanceof Field.Attribute attribute)) {
            return field.toString().toLowerCase(Locale.ROOT);
        }
        String owner = attribute.owner() == Field.Owner.ANY
                ? ""
                : attribute.owner().toString().toLowerCase(Locale.ROOT);
        return owner + "." + attribute.key();
    }
}
