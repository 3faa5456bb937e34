// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random metrics queries over {@link RandomSearches}, of all functions. */
final class RandomMetrics {
    private static final List<BinaryOperator> ARITHMETIC =
            List.of(BinaryOperator.ADD, BinaryOperator.SUBTRACT, BinaryOperator.MULTIPLY, BinaryOperator.DIVIDE);
    private static final List<BinaryOperator> COMPARISONS = Stream.of(BinaryOperator.values())
            .filter(BinaryOperator::isComparison)
            .toList();

    private final Random random;
    private final RandomSearches searches;

    RandomMetrics(Random random) {
        this.random = random;
        this.searches = new RandomSearches(random);
    }

    MetricsExpression next() {
        return random.nextInt(8) == 0 ? new MetricsExpression.Source(spans(), compare()) : next(2);
    }

    /** Stands alone. */
    private MetricsFunction.Compare compare() {
        SpansetExpression.Filter selection = new SpansetExpression.Filter(searches.condition());
        long start = random.nextBoolean() ? 0 : RandomTraces.T0 + random.nextInt(5_000);
        long end = start == 0 ? 0 : start + random.nextInt(4_000);
        return new MetricsFunction.Compare(selection, oneOf(List.of(1, 2, 100)), start, end);
    }

    private MetricsExpression next(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(8)) {
            case 1 -> new MetricsExpression.Then(next(depth - 1), new MetricsExpression.TopK(1 + random.nextInt(3)));
            case 2 -> new MetricsExpression.Then(next(depth - 1), new MetricsExpression.BottomK(1 + random.nextInt(3)));
            case 3 ->
                new MetricsExpression.Then(
                        next(depth - 1), new MetricsExpression.ValueFilter(oneOf(COMPARISONS), number()));
            case 4 -> arithmetic(depth);
            default -> new MetricsExpression.Source(spans(), function());
        };
    }

    /** Half of them select all spans, because random searches select few. */
    private Pipeline spans() {
        return random.nextBoolean()
                ? searches.next()
                : new Pipeline(List.of(new SpansetExpression.Filter(new Literal.Bool(true))));
    }

    private MetricsExpression arithmetic(int depth) {
        BinaryOperator operator = oneOf(ARITHMETIC);
        MetricsExpression constant =
                new MetricsExpression.Constant(new Literal.Floating(random.nextInt(8) / 4.0 - 0.5));
        return switch (random.nextInt(3)) {
            case 0 -> new MetricsExpression.Arithmetic(operator, constant, next(depth - 1));
            case 1 -> new MetricsExpression.Arithmetic(operator, next(depth - 1), constant);
            default -> new MetricsExpression.Arithmetic(operator, next(depth - 1), next(depth - 1));
        };
    }

    private MetricsFunction function() {
        List<Field> by = random.nextInt(3) == 0 ? List.of() : some(searches::field);
        return switch (random.nextInt(7)) {
            case 0 -> new MetricsFunction.Rate(by);
            case 1 -> new MetricsFunction.CountOverTime(by);
            case 2 -> new MetricsFunction.QuantileOverTime(numeric(), some(() -> random.nextInt(9) / 8.0), by);
            case 3 -> new MetricsFunction.HistogramOverTime(numeric(), by);
            default -> new MetricsFunction.OverTime(oneOf(List.of(ScalarExpression.Function.values())), numeric(), by);
        };
    }

    private Field numeric() {
        return random.nextBoolean()
                ? oneOf(List.of(
                        Intrinsic.SPAN_DURATION,
                        Intrinsic.SPAN_CHILD_COUNT,
                        Intrinsic.EVENT_TIME_SINCE_START,
                        Intrinsic.TRACE_DURATION))
                : searches.field();
    }

    private Literal.Numeric number() {
        return random.nextBoolean()
                ? new Literal.Duration(random.nextInt(5) * 1_000L)
                : new Literal.Int(random.nextInt(20));
    }

    private <T> List<T> some(Supplier<T> item) {
        return Stream.generate(item).limit(1 + random.nextInt(2)).distinct().toList();
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
