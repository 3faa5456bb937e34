// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.List;
import java.util.StringJoiner;

/** The text of metrics expressions. */
final class MetricsText {

    private MetricsText() {}

    static String of(MetricsExpression expression) {
        if (expression instanceof MetricsExpression.Source source) {
            return Printer.print(source.spans()) + " | " + of(source.function());
        }
        if (expression instanceof MetricsExpression.Then then) {
            return of(then.input()) + " " + of(then.stage());
        }
        if (expression instanceof MetricsExpression.Arithmetic arithmetic) {
            BinaryOperator operator = arithmetic.operator();
            return operand(arithmetic.left(), operator.precedence()) + " " + operator.text() + " "
                    + operand(arithmetic.right(), operator.precedence() + 1);
        }
        return LiteralText.of(((MetricsExpression.Constant) expression).value());
    }

    private static String operand(MetricsExpression expression, int precedence) {
        boolean parentheses = true;
        if (expression instanceof MetricsExpression.Constant constant) {
            parentheses = ExpressionText.precedence(constant.value()) < precedence;
        } else if (expression instanceof MetricsExpression.Arithmetic arithmetic) {
            parentheses = arithmetic.operator().precedence() < precedence;
        }
        return ExpressionText.parenthesized(parentheses, of(expression));
    }

    private static String of(MetricsExpression.SecondStage stage) {
        if (stage instanceof MetricsExpression.TopK top) {
            return "| topk(" + top.limit() + ")";
        }
        if (stage instanceof MetricsExpression.BottomK bottom) {
            return "| bottomk(" + bottom.limit() + ")";
        }
        MetricsExpression.ValueFilter filter = (MetricsExpression.ValueFilter) stage;
        return filter.operator().text() + " " + LiteralText.of(filter.threshold());
    }

    private static String of(MetricsFunction function) {
        if (function instanceof MetricsFunction.Rate rate) {
            return "rate()" + by(rate.by());
        }
        if (function instanceof MetricsFunction.CountOverTime count) {
            return "count_over_time()" + by(count.by());
        }
        if (function instanceof MetricsFunction.OverTime over) {
            return over.function().text() + "_over_time(" + ExpressionText.of(over.field()) + ")" + by(over.by());
        }
        if (function instanceof MetricsFunction.QuantileOverTime quantile) {
            StringJoiner arguments = new StringJoiner(", ", "quantile_over_time(", ")");
            arguments.add(ExpressionText.of(quantile.field()));
            quantile.quantiles().forEach(q -> arguments.add(Double.toString(q)));
            return arguments + by(quantile.by());
        }
        if (function instanceof MetricsFunction.HistogramOverTime histogram) {
            return "histogram_over_time(" + ExpressionText.of(histogram.field()) + ")" + by(histogram.by());
        }
        return compare((MetricsFunction.Compare) function);
    }

    private static String compare(MetricsFunction.Compare compare) {
        String selection = Printer.print(compare.selection());
        boolean window = compare.startNanos() != 0 || compare.endNanos() != 0;
        if (window) {
            return "compare(" + selection + ", " + compare.top() + ", " + compare.startNanos() + ", "
                    + compare.endNanos() + ")";
        }
        boolean isDefault = compare.top() == MetricsFunction.Compare.DEFAULT_TOP;
        return "compare(" + selection + (isDefault ? ")" : ", " + compare.top() + ")");
    }

    private static String by(List<Field> fields) {
        return fields.isEmpty() ? "" : " by (" + Printer.fields(fields) + ")";
    }
}
