// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins two operands by an operator outside of braces, if their kinds allow it. */
final class Combination {

    private record Structure(SpansetExpression.Form form, SpansetExpression.Relation relation) {}

    private static final Map<String, Structure> STRUCTURES = structures();

    private final Tokens tokens;
    private final Token token;
    private final Operand left;
    private final Operand right;

    private Combination(Tokens tokens, Token token, Operand left, Operand right) {
        this.tokens = tokens;
        this.token = token;
        this.left = left;
        this.right = right;
    }

    static Operand of(Tokens tokens, Token token, Operand left, Operand right) {
        return new Combination(tokens, token, left, right).combined();
    }

    static boolean isStructural(Token token) {
        return token.type() == Token.Type.SYMBOL && STRUCTURES.containsKey(token.text());
    }

    private static Map<String, Structure> structures() {
        Map<String, Structure> structures = new HashMap<>();
        for (SpansetExpression.Form form : SpansetExpression.Form.values()) {
            for (SpansetExpression.Relation relation : SpansetExpression.Relation.values()) {
                structures.put(form.prefix() + relation.text(), new Structure(form, relation));
            }
        }
        return structures;
    }

    private Operand combined() {
        BinaryOperator operator = Keywords.operator(token);
        if (left instanceof Operand.Spans a && right instanceof Operand.Spans b) {
            return spans(a.expression(), b.expression());
        }
        if (operator != null && operator.isComparison()) {
            return comparison(operator);
        }
        if (operator != null && operator.isArithmetic()) {
            return left instanceof Operand.Scalar a && right instanceof Operand.Scalar b
                    ? numbers(operator, a.expression(), b.expression())
                    : new Operand.Series(
                            new MetricsExpression.Arithmetic(metricsOperator(operator), series(left), series(right)));
        }
        throw mismatch("a span set on both sides of " + token.text());
    }

    private Operand spans(SpansetExpression a, SpansetExpression b) {
        if (token.text().equals("&&")) {
            return new Operand.Spans(SpansetExpression.and(a, b));
        }
        if (token.text().equals("||")) {
            return new Operand.Spans(SpansetExpression.or(a, b));
        }
        Structure structure = STRUCTURES.get(token.text());
        if (structure == null) {
            throw tokens.error(token, "an operator of span sets, such as &&, || or >>", null);
        }
        if (hasNegation(a) || hasNegation(b)) {
            throw tokens.error(
                    token,
                    "span sets without ! on both sides of " + token.text(),
                    "a negated one, which has no spans",
                    "Negate the relation: {A} !> {B}, or all of it: !({A} > {B}).");
        }
        return new Operand.Spans(new SpansetExpression.Structural(structure.relation(), structure.form(), a, b));
    }

    private static boolean hasNegation(SpansetExpression expression) {
        if (expression instanceof SpansetExpression.And and) {
            return hasNegation(and.left()) || hasNegation(and.right());
        }
        if (expression instanceof SpansetExpression.Or or) {
            return hasNegation(or.left()) || hasNegation(or.right());
        }
        return expression instanceof SpansetExpression.Negation;
    }

    private Operand comparison(BinaryOperator operator) {
        if (left instanceof Operand.Scalar a && right instanceof Operand.Scalar b) {
            if (a.isConstant() && b.isConstant()) {
                throw tokens.error(
                        token, "an aggregate, such as count(), on one side", "constants on both sides", null);
            }
            return new Operand.Kept(new Stage.ScalarFilter(operator, a.expression(), b.expression()));
        }
        if (left instanceof Operand.Series series
                && right instanceof Operand.Scalar number
                && number.expression() instanceof ScalarExpression.Constant threshold) {
            return series.then(tokens, token, new MetricsExpression.ValueFilter(operator, threshold.value()));
        }
        throw mismatch("an aggregate and a number, or a metrics query and a number, beside " + token.text());
    }

    private Operand numbers(BinaryOperator operator, ScalarExpression a, ScalarExpression b) {
        if (a instanceof ScalarExpression.Constant x && b instanceof ScalarExpression.Constant y) {
            return new Operand.Scalar(
                    new ScalarExpression.Constant(Constants.compute(tokens, token, operator, x.value(), y.value())));
        }
        return new Operand.Scalar(new ScalarExpression.Operation(operator, a, b));
    }

    private BinaryOperator metricsOperator(BinaryOperator operator) {
        boolean metrics = left instanceof Operand.Series || right instanceof Operand.Series;
        if (metrics && (operator == BinaryOperator.MODULO || operator == BinaryOperator.POWER)) {
            throw tokens.error(token, "one of + - * / between metrics queries", null);
        }
        return operator;
    }

    /** A metrics query or a number, as an operand of arithmetic with a metrics query. */
    private MetricsExpression series(Operand operand) {
        if (operand instanceof Operand.Series series && !series.compares()) {
            return series.expression();
        }
        boolean metrics = left instanceof Operand.Series || right instanceof Operand.Series;
        if (metrics
                && operand instanceof Operand.Scalar number
                && number.expression() instanceof ScalarExpression.Constant constant
                && !(constant.value() instanceof Literal.Duration)) {
            return new MetricsExpression.Constant(constant.value());
        }
        throw mismatch("metrics queries or numbers beside " + token.text());
    }

    private InvalidQueryException mismatch(String expected) {
        return tokens.error(token, expected, left.words() + " and " + right.words(), suggestion());
    }

    private @Nullable String suggestion() {
        boolean logical = token.text().equals("&&") || token.text().equals("||");
        if (logical && (left instanceof Operand.Kept || right instanceof Operand.Kept)) {
            return "Put the whole pipeline into parentheses: ({ ... } | count() > 2) " + token.text() + " ({ ... }).";
        }
        if (left instanceof Operand.Spans || right instanceof Operand.Spans) {
            boolean number = left instanceof Operand.Scalar || right instanceof Operand.Scalar;
            return number ? "Compare an aggregate of the spans: { ... } | count() " + token.text() + " 2." : null;
        }
        return null;
    }
}
