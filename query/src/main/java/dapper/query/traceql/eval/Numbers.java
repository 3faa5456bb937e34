// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.ScalarExpression;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a span set, for an aggregate. The result is a float if one of them is; otherwise it is exact, and an
 * integer if one of them is. NaN and what is no number are left out. Used by one thread.
 */
final class Numbers {
    private long count;
    private boolean floats;
    private boolean integers;
    private BigInteger exact = BigInteger.ZERO;
    private double sum;
    private @Nullable Object least;
    private @Nullable Object greatest;

    void add(@Nullable Object value) {
        if (value instanceof Several several) {
            several.values().forEach(this::add);
            return;
        }
        if (value == null || !Comparison.isNumber(value) || value.equals(Double.NaN)) {
            return;
        }
        count++;
        if (value instanceof Double number) {
            floats = true;
            sum += number;
        } else {
            integers |= value instanceof Long;
            exact = exact.add(BigInteger.valueOf(Comparison.asLong(value)));
        }
        if (least == null || Comparison.holds(BinaryOperator.LESS, value, least)) {
            least = value;
        }
        if (greatest == null || Comparison.holds(BinaryOperator.GREATER, value, greatest)) {
            greatest = value;
        }
    }

    /** Returns null if there were no numbers. */
    @Nullable
    Object result(ScalarExpression.Function function) {
        if (count == 0) {
            return null;
        }
        return switch (function) {
            case MIN -> typed(Objects.requireNonNull(least));
            case MAX -> typed(Objects.requireNonNull(greatest));
            case SUM ->
                floats || exact.bitLength() >= Long.SIZE
                        ? (Object) (sum + exact.doubleValue())
                        : typed(exact.longValue());
            case AVG -> (sum + exact.doubleValue()) / count;
        };
    }

    private Object typed(Object number) {
        if (floats) {
            return Comparison.asDouble(number);
        }
        long value = Comparison.asLong(number);
        return integers ? (Object) value : new Nanos(value);
    }
}
