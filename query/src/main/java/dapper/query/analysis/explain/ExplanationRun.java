// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

import dapper.query.analysis.explain.Explanation.FieldDifference;
import dapper.query.analysis.explain.Explanation.TimingDifference;
import dapper.query.analysis.explain.Explanation.ValueDifference;
import dapper.query.analysis.pattern.PathPart;
import dapper.storage.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the selected traces with the rest: {@link #begin} each trace, add its values and its self times, then ask for
 * the {@link #result}. Used by one thread.
 *
 * <p>A candidate is a value that at least {@value #LEAST_TRACES} stored traces have: the ids that each trace has for itself
 * are none. This limit does not look at the sides, so it favours no difference. The chance of a candidate is multiplied by
 * their number (Bonferroni), which holds however much the candidates depend on each other.
 */
public final class ExplanationRun {
    /** Fewer cannot pass the bound. */
    static final int LEAST_TRACES = 5;

    private static final int MOST_FIELDS = 50;
    private static final int MOST_VALUES = 8;
    private static final int BYTES_OF_A_FIELD = 300;

    /** Of equal differences, the values come first that the selected traces have. */
    private static final Comparator<ValueDifference> GREATEST_FIRST = Comparator.comparingDouble(
                    (ValueDifference one) -> Math.abs(one.difference()))
            .thenComparingDouble(ValueDifference::difference)
            .reversed();

    private final StateBytes memory;
    private final TraceWeights traces;
    private final Map<String, FieldValues> fields = new HashMap<>();
    private final Map<PathPart, SelfTimes> times = new HashMap<>();
    private int leftOut;

    /** @param bytes the memory of all that is counted; the traces that do not fit are left out */
    public ExplanationRun(long bytes) {
        this.memory = new StateBytes(bytes);
        this.traces = new TraceWeights(memory);
    }

    /**
     * Begins a trace.
     *
     * @param weight the traces that it stands for
     * @param durationNanos from its earliest start to its latest end
     * @return false if there is no room for it
     */
    public boolean begin(boolean isSelected, double weight, long durationNanos) {
        if (memory.isUsedUp() || !traces.add(isSelected, weight, durationNanos)) {
            leftOut++;
            return false;
        }
        return true;
    }

    /** Adds a value that a span of the trace has; the same value may be added again. */
    public void value(String field, Object value) {
        FieldValues values = fields.get(field);
        if (values == null) {
            if (!memory.take(BYTES_OF_A_FIELD + 2L * field.length())) {
                return;
            }
            values = new FieldValues(memory);
            fields.put(field, values);
        }
        int trace = traces.last();
        values.add(value, trace, traces.isSelected(trace), traces.weight(trace));
    }

    /** Adds the self time of a span of the trace. */
    public void selfTime(PathPart operation, long nanos) {
        SelfTimes of = times.get(operation);
        if (of == null) {
            if (!SelfTimes.hasRoom(memory, operation)) {
                return;
            }
            of = new SelfTimes(memory);
            times.put(operation, of);
        }
        of.add(traces.last(), nanos);
    }

    public Explanation result() {
        Sides all = traces.all();
        if (all.selected.stored() == 0 || all.rest.stored() == 0) {
            return new Explanation(
                    traces.selectedSide(), traces.restSide(), 0, List.of(), List.of(), manyValued(), limitsHit());
        }
        ExactTest test = new ExactTest(all);
        int candidates = candidates();
        return new Explanation(
                traces.selectedSide(),
                traces.restSide(),
                candidates,
                fieldDifferences(test, candidates),
                timingDifferences(test, candidates),
                manyValued(),
                limitsHit());
    }

    private int candidates() {
        int[] candidates = {0};
        fields.values().forEach(field -> field.forEach((value, with) -> candidates[0] += isCandidate(with) ? 1 : 0));
        times.values().forEach(of -> candidates[0] += of.stored() < LEAST_TRACES ? 0 : SelfTimes.CANDIDATES);
        return candidates[0];
    }

    /** A value that all traces have cannot differ. */
    private boolean isCandidate(Sides with) {
        return with.stored() >= LEAST_TRACES && with.stored() < traces.all().stored();
    }

    private List<FieldDifference> fieldDifferences(ExactTest test, int candidates) {
        List<FieldDifference> differences = new ArrayList<>();
        fields.forEach((name, values) -> {
            List<ValueDifference> ofField = new ArrayList<>();
            values.forEach((value, with) -> {
                if (isCandidate(with)) {
                    ofField.add(difference(value, with, Math.min(1, test.chance(with) * candidates)));
                }
            });
            if (ofField.stream().anyMatch(ValueDifference::isSignificant)) {
                ofField.sort(Comparator.comparing(ValueDifference::isSignificant)
                        .reversed()
                        .thenComparing(GREATEST_FIRST)
                        .thenComparing(one -> Attributes.text(one.value())));
                differences.add(new FieldDifference(
                        name, List.copyOf(ofField.subList(0, Math.min(MOST_VALUES, ofField.size()))), values.size()));
            }
        });
        // The first value of each is significant, and has the greatest difference of those.
        differences.sort(
                Comparator.comparing((FieldDifference one) -> one.values().get(0), GREATEST_FIRST)
                        .thenComparing(FieldDifference::field));
        return List.copyOf(differences.subList(0, Math.min(MOST_FIELDS, differences.size())));
    }

    private ValueDifference difference(Object value, Sides with, double chance) {
        Sides all = traces.all();
        return new ValueDifference(
                value,
                with.selected.sum() / all.selected.sum(),
                with.rest.sum() / all.rest.sum(),
                with.selected.stored(),
                with.rest.stored(),
                chance);
    }

    private List<TimingDifference> timingDifferences(ExactTest test, int candidates) {
        List<TimingDifference> differences = new ArrayList<>();
        times.forEach((operation, of) -> {
            if (of.stored() >= LEAST_TRACES) {
                TimingDifference one = of.difference(operation, traces, test);
                double chance = Math.min(1, one.chance() * candidates);
                if (chance <= Explanation.MOST_CHANCE) {
                    differences.add(new TimingDifference(operation, one.selectedNanos(), one.restNanos(), chance));
                }
            }
        });
        differences.sort(Comparator.comparingDouble((TimingDifference one) -> Math.abs(one.differenceNanos()))
                .reversed()
                .thenComparing(one -> one.operation().service())
                .thenComparing(one -> one.operation().operation()));
        return List.copyOf(differences.subList(0, Math.min(MOST_FIELDS, differences.size())));
    }

    private List<String> manyValued() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().hasMore())
                .map(Map.Entry::getKey)
                .sorted()
                .limit(MOST_FIELDS)
                .toList();
    }

    private List<String> limitsHit() {
        return memory.isUsedUp()
                ? List.of("the memory of an answer is used up, and " + leftOut + " traces are left out")
                : List.of();
    }
}
