// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;
import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a query by the Javadoc of the syntax tree, with a loop over all pairs of spans for each relation. Spans
 * are numbers in the order of the trace.
 */
final class NaiveEvaluation {
    private final NaiveTrace trace;

    NaiveEvaluation(Trace trace) {
        this.trace = new NaiveTrace(trace);
    }

    /** Returns the span sets of the answer; empty where the query does not match. */
    List<List<Span>> run(Pipeline pipeline) {
        return run(pipeline, List.of(new TreeSet<>(trace.all()))).stream()
                .map(set -> set.stream().map(trace::span).toList())
                .toList();
    }

    /** Returns the spans of all span sets. */
    TreeSet<Integer> selected(Pipeline pipeline) {
        TreeSet<Integer> all = new TreeSet<>();
        run(pipeline, List.of(new TreeSet<>(trace.all()))).forEach(all::addAll);
        return all;
    }

    NaiveTrace trace() {
        return trace;
    }

    private List<TreeSet<Integer>> run(Pipeline pipeline, List<TreeSet<Integer>> input) {
        List<TreeSet<Integer>> sets = input;
        for (Stage stage : pipeline.stages()) {
            sets = sets.isEmpty() ? sets : run(stage, sets);
        }
        return sets;
    }

    private List<TreeSet<Integer>> run(Stage stage, List<TreeSet<Integer>> input) {
        List<TreeSet<Integer>> output = new ArrayList<>();
        if (stage instanceof Stage.Coalesce) {
            TreeSet<Integer> all = new TreeSet<>();
            input.forEach(all::addAll);
            return List.of(all);
        }
        for (TreeSet<Integer> set : input) {
            if (stage instanceof SpansetExpression expression) {
                Optional<TreeSet<Integer>> selected = select(expression, set);
                selected.ifPresent(spans -> output.add(spans.isEmpty() ? set : spans));
            } else if (stage instanceof Stage.ScalarFilter filter) {
                Object left = scalar(filter.left(), set);
                Object right = scalar(filter.right(), set);
                if (NaiveValues.compare(filter.operator().text(), left, right)) {
                    output.add(set);
                }
            } else if (stage instanceof Stage.GroupBy by) {
                Map<Optional<Object>, TreeSet<Integer>> groups = new LinkedHashMap<>();
                set.forEach(span -> groups.computeIfAbsent(
                                Optional.ofNullable(trace.value(by.key(), span)), key -> new TreeSet<>())
                        .add(span));
                output.addAll(groups.values());
            } else {
                output.add(set);
            }
        }
        return output;
    }

    /** Returns the selected spans, perhaps none, if the expression holds. */
    private Optional<TreeSet<Integer>> select(SpansetExpression expression, TreeSet<Integer> input) {
        if (expression instanceof SpansetExpression.Negation negation) {
            return select(negation.operand(), input).isPresent() ? Optional.empty() : Optional.of(new TreeSet<>());
        }
        if (expression instanceof SpansetExpression.And and) {
            return select(and.left(), input)
                    .flatMap(left -> select(and.right(), input).map(right -> both(left, right)));
        }
        if (expression instanceof SpansetExpression.Or or) {
            Optional<TreeSet<Integer>> left = select(or.left(), input);
            Optional<TreeSet<Integer>> right = select(or.right(), input);
            return left.isPresent() && right.isPresent()
                    ? Optional.of(both(left.get(), right.get()))
                    : left.or(() -> right);
        }
        TreeSet<Integer> selected = new TreeSet<>();
        if (expression instanceof SpansetExpression.Filter filter) {
            input.stream()
                    .filter(span -> NaiveValues.isTrue(trace.value(filter.condition(), span)))
                    .forEach(selected::add);
        } else if (expression instanceof SpansetExpression.Nested nested) {
            run(nested.pipeline(), List.of(input)).forEach(selected::addAll);
        } else {
            selected = structural((SpansetExpression.Structural) expression, input);
        }
        return selected.isEmpty() ? Optional.empty() : Optional.of(selected);
    }

    private static TreeSet<Integer> both(TreeSet<Integer> one, TreeSet<Integer> other) {
        TreeSet<Integer> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private TreeSet<Integer> structural(SpansetExpression.Structural structural, TreeSet<Integer> input) {
        TreeSet<Integer> left = select(structural.left(), input).orElse(new TreeSet<>());
        TreeSet<Integer> right = select(structural.right(), input).orElse(new TreeSet<>());
        TreeSet<Integer> related = new TreeSet<>();
        TreeSet<Integer> relatedLeft = new TreeSet<>();
        for (int l : left) {
            for (int r : right) {
                if (trace.related(structural.relation(), l, r)) {
                    related.add(r);
                    relatedLeft.add(l);
                }
            }
        }
        return switch (structural.form()) {
            case RIGHT -> related;
            case BOTH -> both(related, relatedLeft);
            case NOT -> {
                right.removeAll(related);
                yield right;
            }
        };
    }

    private @Nullable Object scalar(ScalarExpression expression, TreeSet<Integer> set) {
        if (expression instanceof ScalarExpression.Count) {
            return (long) set.size();
        }
        if (expression instanceof ScalarExpression.Constant constant) {
            return NaiveValues.literal(constant.value());
        }
        if (expression instanceof ScalarExpression.Operation operation) {
            return NaiveValues.compute(
                    operation.operator().text(), scalar(operation.left(), set), scalar(operation.right(), set));
        }
        ScalarExpression.Aggregate aggregate = (ScalarExpression.Aggregate) expression;
        List<Object> numbers = set.stream()
                .flatMap(span -> NaiveValues.flat(trace.value(aggregate.operand(), span)))
                .filter(NaiveValues::isNumber)
                .toList();
        if (numbers.isEmpty()) {
            return null;
        }
        // All test values are small multiples of a quarter, so a double sums them exactly.
        DoubleSummaryStatistics all =
                numbers.stream().mapToDouble(NaiveValues::number).summaryStatistics();
        return switch (aggregate.function()) {
            case AVG -> all.getAverage();
            case SUM -> typed(all.getSum(), numbers);
            case MIN -> typed(all.getMin(), numbers);
            case MAX -> typed(all.getMax(), numbers);
        };
    }

    private static Object typed(double result, List<Object> numbers) {
        if (numbers.stream().anyMatch(Double.class::isInstance)) {
            return result;
        }
        return numbers.stream().anyMatch(Long.class::isInstance)
                ? (Object) (long) result
                : new NaiveValues.Time((long) result);
    }
}
