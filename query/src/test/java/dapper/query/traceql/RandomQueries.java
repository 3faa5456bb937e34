// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random trees of every construct that obey the type rules, so that the parser accepts their text. */
final class RandomQueries {

    private static final List<BinaryOperator> COMPARISONS = Stream.of(BinaryOperator.values())
            .filter(BinaryOperator::isComparison)
            .toList();
    private static final List<BinaryOperator> ARITHMETIC = Stream.of(BinaryOperator.values())
            .filter(BinaryOperator::isArithmetic)
            .toList();

    private final Random random;
    private final RandomFields fields;

    RandomQueries(long seed) {
        this.random = new Random(seed);
        this.fields = new RandomFields(random);
    }

    Query next() {
        Query.Body body = random.nextInt(3) == 0 ? metrics(3) : pipeline(4);
        List<Query.Hint> hints = new ArrayList<>();
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            hints.add(new Query.Hint(
                    RandomFields.pick(random, List.of("exemplars", "sample", "most_recent")), fields.literal()));
        }
        return new Query(body, hints);
    }

    private Pipeline pipeline(int depth) {
        List<Stage> stages = new ArrayList<>();
        stages.add(stage(depth, false));
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            stages.add(stage(depth, true));
        }
        return new Pipeline(stages);
    }

    private Stage stage(int depth, boolean further) {
        return switch (random.nextInt(further ? 8 : 7)) {
            case 0 -> new Stage.ScalarFilter(RandomFields.pick(random, COMPARISONS), aggregate(depth), scalar(depth));
            case 1 -> new Stage.ScalarFilter(RandomFields.pick(random, COMPARISONS), constant(), aggregate(depth));
            case 2 -> new Stage.GroupBy(fields.groupKey());
            case 3 -> new Stage.Select(some(fields::field));
            case 7 -> new Stage.Coalesce();
            default -> spanset(depth);
        };
    }

    private SpansetExpression spanset(int depth) {
        if (depth == 0) {
            return filter();
        }
        return switch (random.nextInt(7)) {
            case 0 -> SpansetExpression.and(spanset(depth - 1), spanset(depth - 1));
            case 1 -> SpansetExpression.or(spanset(depth - 1), spanset(depth - 1));
            case 2 -> new SpansetExpression.Negation(spanset(depth - 1));
            case 3 -> new SpansetExpression.Nested(nested(depth - 1));
            case 4 -> filter();
            default -> structural(depth);
        };
    }

    private SpansetExpression structural(int depth) {
        SpansetExpression left = depth == 0 ? filter() : structural(depth - 1);
        SpansetExpression right = random.nextBoolean() ? filter() : SpansetExpression.or(filter(), filter());
        return new SpansetExpression.Structural(
                RandomFields.pick(random, List.of(SpansetExpression.Relation.values())),
                RandomFields.pick(random, List.of(SpansetExpression.Form.values())),
                random.nextBoolean() ? left : right,
                random.nextBoolean() ? left : right);
    }

    private Pipeline nested(int depth) {
        Pipeline pipeline = pipeline(depth);
        boolean parenthesesOnly =
                pipeline.stages().size() == 1 && pipeline.stages().get(0) instanceof SpansetExpression;
        return parenthesesOnly ? new Pipeline(List.of(pipeline.stages().get(0), new Stage.Coalesce())) : pipeline;
    }

    private SpansetExpression.Filter filter() {
        return new SpansetExpression.Filter(random.nextInt(5) == 0 ? new Literal.Bool(true) : fields.condition(3));
    }

    private ScalarExpression aggregate(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            boolean constantFirst = random.nextBoolean();
            return new ScalarExpression.Operation(
                    RandomFields.pick(random, ARITHMETIC),
                    constantFirst ? constant() : aggregate(depth - 1),
                    constantFirst ? aggregate(depth - 1) : scalar(depth - 1));
        }
        return random.nextInt(3) == 0
                ? new ScalarExpression.Count()
                : new ScalarExpression.Aggregate(function(), fields.aggregated());
    }

    private ScalarExpression scalar(int depth) {
        return random.nextBoolean() ? constant() : aggregate(depth);
    }

    private ScalarExpression constant() {
        return new ScalarExpression.Constant(fields.numeric());
    }

    private ScalarExpression.Function function() {
        return RandomFields.pick(random, List.of(ScalarExpression.Function.values()));
    }

    private MetricsExpression metrics(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return new MetricsExpression.Source(pipeline(1), metricsFunction());
        }
        if (random.nextBoolean()) {
            return new MetricsExpression.Then(notCompare(depth - 1), secondStage());
        }
        BinaryOperator operator = RandomFields.pick(random, ARITHMETIC.subList(0, 4));
        MetricsExpression constant = new MetricsExpression.Constant(fields.plainNumber());
        return switch (random.nextInt(3)) {
            case 0 -> new MetricsExpression.Arithmetic(operator, constant, notCompare(depth - 1));
            case 1 -> new MetricsExpression.Arithmetic(operator, notCompare(depth - 1), constant);
            default -> new MetricsExpression.Arithmetic(operator, notCompare(depth - 1), notCompare(depth - 1));
        };
    }

    private MetricsExpression notCompare(int depth) {
        MetricsExpression metrics = metrics(depth);
        boolean compare = metrics instanceof MetricsExpression.Source source
                && source.function() instanceof MetricsFunction.Compare;
        return compare ? new MetricsExpression.Source(pipeline(1), new MetricsFunction.Rate(List.of())) : metrics;
    }

    private MetricsExpression.SecondStage secondStage() {
        return switch (random.nextInt(3)) {
            case 0 -> new MetricsExpression.TopK(1 + random.nextInt(20));
            case 1 -> new MetricsExpression.BottomK(1 + random.nextInt(20));
            default -> new MetricsExpression.ValueFilter(RandomFields.pick(random, COMPARISONS), fields.numeric());
        };
    }

    private MetricsFunction metricsFunction() {
        List<Field> by = random.nextBoolean() ? List.of() : some(fields::field);
        return switch (random.nextInt(6)) {
            case 0 -> new MetricsFunction.Rate(by);
            case 1 -> new MetricsFunction.CountOverTime(by);
            case 2 -> new MetricsFunction.OverTime(function(), fields.numericField(), by);
            case 3 -> new MetricsFunction.QuantileOverTime(fields.numericField(), some(random::nextDouble), by);
            case 4 -> new MetricsFunction.HistogramOverTime(fields.numericField(), by);
            default -> {
                boolean window = random.nextBoolean();
                yield new MetricsFunction.Compare(
                        filter(),
                        1 + random.nextInt(20),
                        window ? 1_700_000_000_000_000_000L : 0,
                        window ? Long.MAX_VALUE : 0);
            }
        };
    }

    private <T> List<T> some(Supplier<T> item) {
        return Stream.generate(item).limit(1 + random.nextInt(3)).toList();
    }
}
