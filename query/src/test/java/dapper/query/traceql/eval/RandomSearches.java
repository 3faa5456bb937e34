// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.SpansetExpression.Filter;
import dapper.query.traceql.syntax.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Random searches of all constructs over the fields and values of {@link RandomTraces}. */
final class RandomSearches {
    private static final List<BinaryOperator> COMPARISONS = operators(BinaryOperator::isComparison);
    private static final List<BinaryOperator> ARITHMETIC = operators(BinaryOperator::isArithmetic);
    private static final List<Intrinsic> INTRINSICS = Arrays.stream(Intrinsic.values())
            .filter(intrinsic -> !intrinsic.text().startsWith("nested"))
            .toList();
    private static final List<String> PATTERNS = List.of(".*", "G.*|S.*", "[a-z]+", "", ".*\u00EF.*", "e.");

    private final Random random;

    RandomSearches(Random random) {
        this.random = random;
    }

    private static List<BinaryOperator> operators(Predicate<BinaryOperator> kind) {
        return Arrays.stream(BinaryOperator.values()).filter(kind).toList();
    }

    Pipeline next() {
        return pipeline(2);
    }

    private Pipeline pipeline(int depth) {
        List<Stage> stages = new ArrayList<>();
        stages.add(random.nextInt(10) == 0 ? scalarFilter() : spanset(depth, true));
        while (random.nextInt(3) == 0) {
            stages.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> scalarFilter();
                        case 2 -> new Stage.GroupBy(field());
                        case 3 -> new Stage.Coalesce();
                        case 4 -> new Stage.Select(List.of(field()));
                        default -> spanset(1, true);
                    });
        }
        return new Pipeline(stages);
    }

    private SpansetExpression spanset(int depth, boolean negation) {
        int choice = depth == 0 ? 0 : random.nextInt(8);
        return switch (choice) {
            case 3 -> new SpansetExpression.And(spanset(depth - 1, negation), spanset(depth - 1, negation));
            case 4 -> new SpansetExpression.Or(spanset(depth - 1, negation), spanset(depth - 1, negation));
            case 5 -> negation ? new SpansetExpression.Negation(spanset(depth - 1, true)) : new Filter(condition(2));
            case 6 -> new SpansetExpression.Nested(pipeline(depth - 1));
            case 7, 2 ->
                new SpansetExpression.Structural(
                        oneOf(SpansetExpression.Relation.values()),
                        oneOf(SpansetExpression.Form.values()),
                        spanset(depth - 1, false),
                        spanset(depth - 1, false));
            case 0 -> new Filter(condition(2));
            default -> new Filter(new FieldExpression.Binary(BinaryOperator.AND, indexed(), condition(1)));
        };
    }

    FieldExpression condition() {
        return condition(1);
    }

    private FieldExpression condition(int depth) {
        return switch (depth == 0 ? random.nextInt(5) : random.nextInt(10)) {
            case 0, 1 -> comparison();
            case 2 -> new FieldExpression.Exists(operand(1), random.nextBoolean());
            case 3 ->
                new FieldExpression.Binary(
                        random.nextBoolean() ? BinaryOperator.REGEX : BinaryOperator.NOT_REGEX,
                        field(),
                        new Literal.Text(oneOf(PATTERNS)));
            case 4 -> random.nextBoolean() ? new Literal.Bool(random.nextInt(8) > 0) : attribute();
            case 5 -> new FieldExpression.Not(condition(depth - 1));
            case 6, 7, 8 -> new FieldExpression.Binary(BinaryOperator.AND, condition(depth - 1), condition(depth - 1));
            default -> new FieldExpression.Binary(BinaryOperator.OR, condition(depth - 1), condition(depth - 1));
        };
    }

    private FieldExpression comparison() {
        return switch (random.nextInt(6)) {
            case 0 -> new FieldExpression.Binary(oneOf(COMPARISONS), literal(), operand(1));
            case 1 -> new FieldExpression.Binary(oneOf(COMPARISONS), operand(1), operand(1));
            case 2, 3 -> indexed();
            default -> new FieldExpression.Binary(oneOf(COMPARISONS), operand(1), literal());
        };
    }

    /** Comparisons that the index may check. */
    private FieldExpression indexed() {
        Field field = switch (random.nextInt(5)) {
            case 0 -> Intrinsic.SPAN_NAME;
            case 1 -> Intrinsic.SPAN_STATUS;
            case 2 -> Intrinsic.SPAN_DURATION;
            default -> attribute();
        };
        Literal literal = switch (random.nextInt(4)) {
            case 0 -> new Literal.Text(oneOf(RandomTraces.NAMES));
            case 1 -> new Literal.StatusValue(oneOf(Literal.Status.values()));
            default -> literal();
        };
        BinaryOperator operator = random.nextBoolean() ? BinaryOperator.EQUAL : oneOf(COMPARISONS);
        return random.nextInt(4) == 0
                ? new FieldExpression.Binary(operator, literal, field)
                : new FieldExpression.Binary(operator, field, literal);
    }

    private FieldExpression operand(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(8)) {
            case 1 -> new FieldExpression.Binary(oneOf(ARITHMETIC), operand(depth - 1), literal());
            case 2 -> new FieldExpression.Minus(field());
            default -> field();
        };
    }

    Field field() {
        return random.nextInt(3) == 0 ? oneOf(INTRINSICS.toArray(new Intrinsic[0])) : attribute();
    }

    private Attribute attribute() {
        Attribute.Scope scope = oneOf(Attribute.Scope.values());
        boolean ofParent = scope.ordinal() <= Attribute.Scope.SPAN.ordinal() && random.nextInt(5) == 0;
        return new Attribute(scope, ofParent, oneOf(RandomTraces.KEYS));
    }

    private Literal literal() {
        return switch (random.nextInt(9)) {
            case 0 -> new Literal.Floating(random.nextInt(8) / 4.0);
            case 1 -> new Literal.Duration(random.nextInt(5) * 1_000L);
            case 2 -> new Literal.Bool(random.nextBoolean());
            case 3 -> new Literal.StatusValue(oneOf(Literal.Status.values()));
            case 4 -> new Literal.KindValue(oneOf(Literal.Kind.values()));
            case 5 -> new Literal.Text(oneOf(RandomTraces.NAMES));
            case 6 -> new Literal.Text(oneOf(List.of("front", "stock", "eu", "us", "x", "unknown_service", "01")));
            default -> new Literal.Int(random.nextInt(4) - 1L);
        };
    }

    private Stage scalarFilter() {
        return new Stage.ScalarFilter(oneOf(COMPARISONS), scalar(1), number());
    }

    private ScalarExpression scalar(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 4)) {
            case 0 -> new ScalarExpression.Count();
            case 3 -> new ScalarExpression.Operation(oneOf(ARITHMETIC), scalar(depth - 1), number());
            default -> new ScalarExpression.Aggregate(oneOf(ScalarExpression.Function.values()), field());
        };
    }

    private ScalarExpression.Constant number() {
        return new ScalarExpression.Constant(
                switch (random.nextInt(3)) {
                    case 0 -> new Literal.Duration(random.nextInt(5) * 1_000L);
                    case 1 -> new Literal.Floating(random.nextInt(8) / 4.0);
                    default -> new Literal.Int(random.nextInt(5));
                });
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> T oneOf(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
