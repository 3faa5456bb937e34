// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.ValueType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random field expressions that obey the type rules, with names and strings of odd characters. */
final class RandomFields {

    private static final List<String> NAMES = List.of(
            "http.status_code",
            "a b",
            "5",
            "span.x",
            "resource.y",
            "q\"uo\\te",
            "a+b",
            "",
            "\u00e9t\u00e9",
            "x//y",
            "=~",
            "new\nline",
            "\ud83d\ude00",
            "nil",
            "a:b");
    private static final List<BinaryOperator> ORDER = Stream.of(BinaryOperator.values())
            .filter(BinaryOperator::isComparison)
            .toList();
    private static final List<BinaryOperator> ARITHMETIC = Stream.of(BinaryOperator.values())
            .filter(BinaryOperator::isArithmetic)
            .toList();
    private static final List<BinaryOperator> EQUALITY = List.of(BinaryOperator.EQUAL, BinaryOperator.NOT_EQUAL);

    private final Random random;

    RandomFields(Random random) {
        this.random = random;
    }

    static <T> T pick(Random random, List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private <T> T pick(List<T> items) {
        return pick(random, items);
    }

    Field field() {
        return random.nextBoolean() ? attribute() : pick(List.of(Intrinsic.values()));
    }

    Field numericField() {
        return random.nextBoolean() ? attribute() : intrinsic(pick(List.of(ValueType.DURATION, ValueType.INTEGER)));
    }

    FieldExpression groupKey() {
        return switch (random.nextInt(3)) {
            case 0 -> field();
            case 1 -> arithmetic(2, attribute());
            default -> condition(1, attribute());
        };
    }

    FieldExpression aggregated() {
        return random.nextBoolean() ? numericField() : arithmetic(2, numericField());
    }

    private FieldExpression arithmetic(int depth, FieldExpression with) {
        return random.nextBoolean()
                ? new FieldExpression.Binary(pick(ARITHMETIC), with, number(depth))
                : new FieldExpression.Binary(pick(ARITHMETIC), number(depth), with);
    }

    FieldExpression condition(int depth) {
        return condition(depth, null);
    }

    /** With this operand somewhere, if it is not null. */
    private FieldExpression condition(int depth, Field with) {
        if (with != null) {
            return new FieldExpression.Binary(pick(ORDER), with, string());
        }
        if (depth == 0) {
            return random.nextBoolean() ? attribute() : new Literal.Bool(random.nextBoolean());
        }
        return switch (random.nextInt(9)) {
            case 0 ->
                FieldExpression.logical(
                        pick(List.of(BinaryOperator.AND, BinaryOperator.OR)),
                        condition(depth - 1),
                        condition(depth - 1));
            case 1 -> new FieldExpression.Not(condition(depth - 1));
            case 2 -> new FieldExpression.Binary(pick(ORDER), number(depth - 1), number(depth - 1));
            case 3 -> new FieldExpression.Binary(pick(ORDER), string(), string());
            case 4 ->
                new FieldExpression.Binary(
                        pick(List.of(BinaryOperator.REGEX, BinaryOperator.NOT_REGEX)),
                        string(),
                        new Literal.Text("a|\\d+\"?"));
            case 5 -> new FieldExpression.Exists(attribute(), random.nextBoolean());
            case 6 -> new FieldExpression.Exists(condition(depth - 1), true);
            case 7 -> new FieldExpression.Binary(pick(EQUALITY), enumeration(), attribute());
            default -> new FieldExpression.Binary(pick(EQUALITY), condition(depth - 1), condition(depth - 1));
        };
    }

    private FieldExpression number(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? numericField() : numeric();
        }
        return switch (random.nextInt(4)) {
            case 0 -> new FieldExpression.Minus(arithmetic(depth - 1, attribute()));
            case 1 -> new FieldExpression.Minus(numericField());
            default -> arithmetic(depth - 1, number(depth - 1));
        };
    }

    private FieldExpression string() {
        return switch (random.nextInt(3)) {
            case 0 -> attribute();
            case 1 -> intrinsic(ValueType.STRING);
            default -> text();
        };
    }

    private FieldExpression enumeration() {
        return switch (random.nextInt(4)) {
            case 0 -> new Literal.StatusValue(pick(List.of(Literal.Status.values())));
            case 1 -> new Literal.KindValue(pick(List.of(Literal.Kind.values())));
            case 2 -> intrinsic(ValueType.STATUS);
            default -> intrinsic(ValueType.KIND);
        };
    }

    private Attribute attribute() {
        Attribute.Scope scope = pick(List.of(Attribute.Scope.values()));
        boolean ofParent = scope.ordinal() <= Attribute.Scope.SPAN.ordinal() && random.nextInt(4) == 0;
        String name = pick(NAMES);
        return new Attribute(scope, ofParent, name.isEmpty() ? "z" : name);
    }

    private Intrinsic intrinsic(ValueType type) {
        return pick(Stream.of(Intrinsic.values()).filter(i -> i.type() == type).toList());
    }

    Literal literal() {
        return switch (random.nextInt(4)) {
            case 0 -> text();
            case 1 -> new Literal.Bool(random.nextBoolean());
            case 2 ->
                random.nextBoolean()
                        ? new Literal.StatusValue(Literal.Status.ERROR)
                        : new Literal.KindValue(Literal.Kind.SERVER);
            default -> numeric();
        };
    }

    private Literal text() {
        return new Literal.Text(pick(NAMES));
    }

    Literal.Numeric numeric() {
        return random.nextInt(3) == 0 ? new Literal.Duration(duration()) : plainNumber();
    }

    Literal.Numeric plainNumber() {
        return switch (random.nextInt(4)) {
            case 0 -> new Literal.Int(random.nextLong());
            case 1 -> new Literal.Int(pick(List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)));
            case 2 -> new Literal.Floating(pick(List.of(0.0, -0.0, 0.1, 1e300, Double.MIN_VALUE, Double.MAX_VALUE)));
            default -> new Literal.Floating(random.nextGaussian());
        };
    }

    private long duration() {
        long unit = pick(List.of(1L, 1_000L, 1_000_000L, 1_000_000_000L, 3_600_000_000_000L));
        return unit * (random.nextInt(2_000) - 1_000);
    }
}
