// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.types.TypeRules;
import java.util.ArrayList;
import java.util.List;

/** Parses the functions that make series of spans, and those that select series. */
final class MetricsParser {

    private final Tokens tokens;
    private final FieldParser fields;
    private final OperandParser operands;

    MetricsParser(Tokens tokens, FieldParser fields, OperandParser operands) {
        this.tokens = tokens;
        this.fields = fields;
        this.operands = operands;
    }

    /** The next token is the name of a metrics function. */
    MetricsFunction function() {
        String name = tokens.next().text();
        if (!tokens.at("(")) {
            throw tokens.error(tokens.peek(), "( after " + name, null);
        }
        tokens.next();
        return switch (name) {
            case "rate" -> new MetricsFunction.Rate(by());
            case "count_over_time" -> new MetricsFunction.CountOverTime(by());
            case "quantile_over_time" -> quantiles(numericField());
            case "histogram_over_time" -> new MetricsFunction.HistogramOverTime(numericField(), by());
            case "compare" -> compare();
            default -> overTime(name);
        };
    }

    private MetricsFunction overTime(String name) {
        for (ScalarExpression.Function function : ScalarExpression.Function.values()) {
            if (name.equals(function.text() + "_over_time")) {
                return new MetricsFunction.OverTime(function, numericField(), by());
            }
        }
        throw new IllegalArgumentException(name);
    }

    private Field numericField() {
        Token token = tokens.peek();
        Field field = fields.field();
        tokens.check(token, TypeRules.aggregated(field));
        return field;
    }

    /** Closes the parentheses of the function, and parses the fields after it; none without {@code by}. */
    private List<Field> by() {
        tokens.expect(")");
        if (!tokens.peek().isWord("by")) {
            return List.of();
        }
        tokens.next();
        return fields.fields();
    }

    private MetricsFunction quantiles(Field field) {
        if (!tokens.at(",")) {
            throw tokens.error(tokens.peek(), ", and a quantile", "Write quantile_over_time(span:duration, 0.99).");
        }
        List<Double> quantiles = new ArrayList<>();
        while (tokens.accept(",")) {
            quantiles.add(quantile());
        }
        return new MetricsFunction.QuantileOverTime(field, quantiles, by());
    }

    private double quantile() {
        Token token = tokens.next();
        double quantile = -1;
        if (token.literal() instanceof Literal.Floating number) {
            quantile = number.value();
        } else if (token.literal() instanceof Literal.Int number) {
            quantile = number.value();
        }
        if (quantile < 0 || quantile > 1) {
            throw tokens.error(token, "a quantile from 0 to 1", "The quantile of 99 percent is 0.99.");
        }
        return quantile;
    }

    private MetricsFunction compare() {
        SpansetExpression.Filter selection = operands.filter();
        int top = tokens.accept(",") ? positive() : MetricsFunction.Compare.DEFAULT_TOP;
        long start = 0;
        long end = 0;
        if (tokens.accept(",")) {
            start = nanos();
            tokens.expect(",");
            end = nanos();
        }
        tokens.expect(")");
        if (tokens.peek().isWord("by")) {
            throw tokens.error(tokens.peek(), "the end of the query after compare()", "It groups by every field.");
        }
        return new MetricsFunction.Compare(selection, top, start, end);
    }

    private long nanos() {
        Token token = tokens.next();
        if (token.literal() instanceof Literal.Int number) {
            return number.value();
        }
        throw tokens.error(token, "a time in nanoseconds since the epoch", null);
    }

    private int positive() {
        Token token = tokens.next();
        if (token.literal() instanceof Literal.Int number
                && number.value() > 0
                && number.value() <= Integer.MAX_VALUE) {
            return (int) number.value();
        }
        throw tokens.error(token, "an integer of at least 1", null);
    }

    /** {@code topk} or {@code bottomk}. */
    MetricsExpression.SecondStage secondStage() {
        Token name = tokens.peek();
        if (!Keywords.isSecondStage(name)) {
            throw tokens.error(name, "topk or bottomk", "Stages of spans stand before the metrics function.");
        }
        tokens.next();
        tokens.expect("(");
        int limit = positive();
        tokens.expect(")");
        return name.text().equals("topk") ? new MetricsExpression.TopK(limit) : new MetricsExpression.BottomK(limit);
    }
}
