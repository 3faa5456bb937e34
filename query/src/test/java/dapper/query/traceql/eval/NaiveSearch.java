// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A search by its documentation: {@link NaiveEvaluation} of each trace. The spans that the first stage selects decide
 * whether a trace is in the time range, and its place in the answer. Of two sides of {@code &&} it may be either side, so
 * that there are several possible answers.
 */
final class NaiveSearch {
    /** A trace of the answer, with the sizes of its span sets in ascending order, because sets have no order. */
    record Found(TraceId id, List<Integer> spanSets) {}

    private record Hit(long newest, Found found) {}

    private final Pipeline pipeline;
    private final long start;
    private final long end;

    /**
     * @param start of the time range, inclusive
     * @param end exclusive
     */
    NaiveSearch(Pipeline pipeline, long start, long end) {
        this.pipeline = pipeline;
        this.start = start;
        this.end = end;
    }

    /** Returns the possible answers, each newest first. */
    Set<List<Found>> answers(List<Trace> traces) {
        List<@Nullable SpansetExpression> anchors = anchors(pipeline);
        List<List<Hit>> hits = new ArrayList<>();
        anchors.forEach(anchor -> hits.add(new ArrayList<>()));
        for (Trace trace : traces) {
            if (trace.spans().stream().noneMatch(this::isInRange)) {
                continue;
            }
            NaiveEvaluation evaluation = new NaiveEvaluation(trace);
            List<List<Span>> sets = evaluation.run(pipeline);
            if (sets.isEmpty()) {
                continue;
            }
            Found found =
                    new Found(trace.id(), sets.stream().map(List::size).sorted().toList());
            for (int i = 0; i < anchors.size(); i++) {
                OptionalLong newest = newest(trace, evaluation, anchors.get(i));
                if (newest.isPresent()) {
                    hits.get(i).add(new Hit(newest.getAsLong(), found));
                }
            }
        }
        Set<List<Found>> answers = new LinkedHashSet<>();
        hits.forEach(some -> answers.add(some.stream()
                .sorted(Comparator.comparingLong(Hit::newest)
                        .reversed()
                        .thenComparing(hit -> hit.found().id()))
                .map(Hit::found)
                .toList()));
        return answers;
    }

    private OptionalLong newest(Trace trace, NaiveEvaluation evaluation, @Nullable SpansetExpression anchor) {
        Stream<Span> spans = anchor == null
                ? trace.spans().stream()
                : evaluation.selected(new Pipeline(List.of(anchor))).stream().map(trace.spans()::get);
        return spans.filter(this::isInRange).mapToLong(Span::startUnixNanos).max();
    }

    private boolean isInRange(Span span) {
        return span.startUnixNanos() >= start && span.startUnixNanos() < end;
    }

    /** Null stands for all spans of a trace. */
    private static List<@Nullable SpansetExpression> anchors(Pipeline pipeline) {
        List<@Nullable SpansetExpression> anchors = new ArrayList<>();
        if (pipeline.stages().get(0) instanceof SpansetExpression first) {
            anchors.addAll(anchors(first));
        } else {
            anchors.add(null);
        }
        return anchors;
    }

    private static List<@Nullable SpansetExpression> anchors(SpansetExpression expression) {
        List<@Nullable SpansetExpression> anchors = new ArrayList<>();
        if (expression instanceof SpansetExpression.Negation) {
            anchors.add(null);
        } else if (expression instanceof SpansetExpression.Nested nested) {
            anchors.addAll(anchors(nested.pipeline()));
        } else if (expression instanceof SpansetExpression.And and) {
            List<@Nullable SpansetExpression> both = new ArrayList<>(anchors(and.left()));
            both.addAll(anchors(and.right()));
            anchors.addAll(both.stream().filter(Objects::nonNull).toList());
            if (both.contains(null)) {
                anchors.addAll(anchors.isEmpty() ? both : List.of());
            }
        } else if (expression instanceof SpansetExpression.Or or) {
            for (SpansetExpression left : anchors(or.left())) {
                for (SpansetExpression right : anchors(or.right())) {
                    anchors.add(left == null || right == null ? null : new SpansetExpression.Or(left, right));
                }
            }
        } else {
            anchors.add(expression);
        }
        return anchors;
    }
}
