// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles the stages of a pipeline. */
final class StageCompiler {
    private final FieldCompiler fields;

    StageCompiler(FieldCompiler fields) {
        this.fields = fields;
    }

    PipelineRun compile(Pipeline pipeline) {
        List<PipelineRun> stages = pipeline.stages().stream().map(this::stage).toList();
        return (trace, input) -> {
            List<SpanGroup> groups = input;
            for (PipelineRun stage : stages) {
                groups = groups.isEmpty() ? groups : stage.run(trace, groups);
            }
            return groups;
        };
    }

    private PipelineRun stage(Stage stage) {
        if (stage instanceof SpansetExpression expression) {
            return selection(new SelectorCompiler(fields).compile(expression));
        }
        if (stage instanceof Stage.ScalarFilter filter) {
            return new ScalarCompiler(fields).compile(filter);
        }
        if (stage instanceof Stage.GroupBy by) {
            return by(by.key());
        }
        // The fields of select(...) are read when the answer is made.
        return stage instanceof Stage.Coalesce ? StageCompiler::coalesce : (trace, input) -> input;
    }

    private static PipelineRun selection(Selector selector) {
        return (trace, input) -> {
            List<SpanGroup> output = new ArrayList<>();
            for (SpanGroup group : input) {
                Selection selection = selector.select(trace, group.places());
                if (selection.holds()) {
                    output.add(selection.places().isEmpty() ? group : group.withPlaces(selection.places()));
                }
            }
            return output;
        };
    }

    private PipelineRun by(FieldExpression key) {
        SpanValue value = fields.compile(key);
        String name = "by(" + Printer.print(key) + ")";
        return (trace, input) -> {
            List<SpanGroup> output = new ArrayList<>();
            for (SpanGroup group : input) {
                divided(trace, group.places(), value)
                        .forEach((of, places) ->
                                output.add(group.withPlaces(places).with(name, of.orElse(null))));
            }
            return output;
        };
    }

    private static Map<Optional<Object>, BitSet> divided(LaidOutTrace trace, BitSet places, SpanValue value) {
        Map<Optional<Object>, BitSet> parts = new LinkedHashMap<>();
        places.stream()
                .forEach(place -> parts.computeIfAbsent(Optional.ofNullable(value.of(trace, place)), of -> new BitSet())
                        .set(place));
        return parts;
    }

    private static List<SpanGroup> coalesce(LaidOutTrace trace, List<SpanGroup> input) {
        BitSet all = new BitSet();
        input.forEach(group -> all.or(group.places()));
        return List.of(SpanGroup.of(all));
    }
}
