// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Generates predicates of all forms from a few fields and operands. */
public final class RandomPredicates {
    private record JavaPattern(String regex) implements TextPattern {
        @Override
        public boolean matches(CharSequence text) {
            return Pattern.matches(regex, text);
        }

        @Override
        public String toString() {
            return regex;
        }
    }

    private final Random random;
    private final List<Field> fields;
    private final List<Object> operands;
    private final List<String> regexes;

    public RandomPredicates(Random random, List<Field> fields, List<Object> operands, List<String> regexes) {
        this.random = random;
        this.fields = fields;
        this.operands = operands;
        this.regexes = regexes;
    }

    /** @param depth of nested conditions, 0 for one test of one field */
    public Predicate next(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 11)) {
            case 0, 1, 2 -> Predicate.equal(one(fields), one(operands));
            case 3 -> new Predicate.Compare(one(fields), one(List.of(Comparison.values())), one(operands));
            case 4 -> new Predicate.Matches(one(fields), new JavaPattern(one(regexes)), random.nextBoolean());
            case 5 -> new Predicate.Present(one(fields));
            case 6 -> Predicate.not(next(depth - 1));
            case 7, 8 -> Predicate.and(next(depth - 1), next(depth - 1));
            default -> Predicate.or(next(depth - 1), next(depth - 1));
        };
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
