// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.storage.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/**
 * One line of the result.
 *
 * @param labels the fields of {@code by (...)} with their values, {@link dapper.storage.NoValue#NONE} for spans without
 *     one; {@code p} for a quantile, {@code __bucket} for the upper bound of a bucket
 * @param values by point; NaN where there is none. Durations are in seconds
 * @param errors standard errors of the values that come from sampling; NaN where there is none, or it is not known
 * @param exemplars in the order of time
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
public record Series(Attributes labels, double[] values, double[] errors, List<Exemplar> exemplars) {
    /** By text, and by the types of the values, because 5 and "5" read the same. */
    static final Comparator<Series> BY_LABELS = Comparator.comparing(
                    (Series series) -> series.labels().toString())
            .thenComparing(series -> types(series.labels()));

    /** Label by label, numbers first and by their value: the order of an answer. */
    static final Comparator<Series> IN_ORDER = Series::compareLabels;

    public Series {
        exemplars = List.copyOf(exemplars);
    }

    static Series of(Attributes labels, int points, List<Exemplar> exemplars) {
        double[] values = new double[points];
        double[] errors = new double[points];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(errors, Double.NaN);
        return new Series(labels, values, errors, exemplars);
    }

    boolean isEmpty() {
        return Arrays.stream(values).noneMatch(Double::isFinite);
    }

    /** Without the value at one point. */
    void clear(int point) {
        values[point] = Double.NaN;
        errors[point] = Double.NaN;
    }

    Series copy(List<Exemplar> otherExemplars) {
        return new Series(labels, values.clone(), errors.clone(), otherExemplars);
    }

    /** Labels with one more. */
    static Attributes with(Attributes labels, String name, Object value) {
        List<Object> all = new ArrayList<>();
        labels.forEach((key, of) -> {
            all.add(key);
            all.add(of);
        });
        all.add(name);
        all.add(value);
        return Attributes.ofFlat(all.toArray());
    }

    private static int compareLabels(Series one, Series other) {
        int labels = Math.min(one.labels.size(), other.labels.size());
        for (int i = 0; i < labels; i++) {
            int order = compareValues(one.labels.value(i), other.labels.value(i));
            if (order != 0) {
                return order;
            }
        }
        return BY_LABELS.compare(one, other);
    }

    private static int compareValues(Object one, Object other) {
        if (one instanceof Number number && other instanceof Number otherNumber) {
            return Double.compare(number.doubleValue(), otherNumber.doubleValue());
        }
        boolean anyNumber = one instanceof Number || other instanceof Number;
        return anyNumber
                ? Boolean.compare(other instanceof Number, one instanceof Number)
                : Attributes.text(one).compareTo(Attributes.text(other));
    }

    private static String types(Attributes labels) {
        StringJoiner types = new StringJoiner(" ");
        labels.forEach((name, value) -> types.add(type(value)));
        return types.toString();
    }

    private static String type(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Series::type).toList().toString()
                : value.getClass().getSimpleName();
    }

    double total() {
        return Arrays.stream(values).filter(Double::isFinite).sum();
    }
}
