// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.storage.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of series. Series with equal labels belong together, and one without labels belongs to every series of the
 * other side. There is a value where both sides have one, but none for a division by zero.
 *
 * <p>Both sides come from the same traces, so their errors depend on each other, and the error of the result is not
 * known. With a constant it is.
 */
final class SeriesArithmetic {
    private SeriesArithmetic() {}

    static List<Series> of(BinaryOperator operator, List<Series> left, List<Series> right) {
        Map<Attributes, Series> ofLeft = byLabels(left);
        Map<Attributes, Series> ofRight = byLabels(right);
        Set<Attributes> labels = new LinkedHashSet<>(ofLeft.keySet());
        labels.addAll(ofRight.keySet());
        List<Series> results = new ArrayList<>();
        for (Attributes each : labels) {
            Series one = match(ofLeft, each);
            Series other = match(ofRight, each);
            if (one != null && other != null) {
                results.add(of(operator, each, one, other));
            }
        }
        results.removeIf(Series::isEmpty);
        return results;
    }

    private static Map<Attributes, Series> byLabels(List<Series> all) {
        Map<Attributes, Series> byLabels = new LinkedHashMap<>();
        all.forEach(series -> byLabels.put(series.labels(), series));
        return byLabels;
    }

    private static @Nullable Series match(Map<Attributes, Series> all, Attributes labels) {
        Series equal = all.get(labels);
        return equal == null ? all.get(Attributes.EMPTY) : equal;
    }

    private static Series of(BinaryOperator operator, Attributes labels, Series one, Series other) {
        List<Exemplar> exemplars = new ArrayList<>(one.exemplars());
        exemplars.addAll(other.exemplars());
        Series result = Series.of(labels, one.values().length, exemplars);
        for (int point = 0; point < one.values().length; point++) {
            result.values()[point] = finite(compute(operator, one.values()[point], other.values()[point]));
        }
        return result;
    }

    /** @param constantFirst whether the constant is on the left */
    static List<Series> withConstant(
            BinaryOperator operator, double constant, boolean constantFirst, List<Series> all) {
        List<Series> results = new ArrayList<>();
        for (Series series : all) {
            Series result = series.copy(series.exemplars());
            for (int point = 0; point < series.values().length; point++) {
                double value = series.values()[point];
                result.values()[point] =
                        finite(constantFirst ? compute(operator, constant, value) : compute(operator, value, constant));
                result.errors()[point] =
                        finite(series.errors()[point] * slope(operator, constant, constantFirst, value));
            }
            results.add(result);
        }
        results.removeIf(Series::isEmpty);
        return results;
    }

    /** The magnitude of the derivative, by which the error of the value is multiplied. */
    private static double slope(BinaryOperator operator, double constant, boolean constantFirst, double value) {
        return switch (operator) {
            case MULTIPLY -> Math.abs(constant);
            case DIVIDE -> constantFirst ? Math.abs(constant / value / value) : 1 / Math.abs(constant);
            default -> 1;
        };
    }

    private static double compute(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            default -> throw new IllegalArgumentException("not one of + - * /: " + operator.text());
        };
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
