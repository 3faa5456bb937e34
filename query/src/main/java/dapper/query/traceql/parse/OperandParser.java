// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;
import dapper.query.traceql.types.TypeRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the expressions of stages: span sets, aggregates, and metrics queries in parentheses. */
final class OperandParser {

    /** Binds tighter than every binary operator. */
    private static final int UNARY = 10;

    private final Tokens tokens;
    private final FieldParser fields;
    private final PipelineParser pipelines;

    OperandParser(Tokens tokens, FieldParser fields, PipelineParser pipelines) {
        this.tokens = tokens;
        this.fields = fields;
        this.pipelines = pipelines;
    }

    Operand expression() {
        return expression(1);
    }

    /** Parses operators of this precedence and above. */
    private Operand expression(int precedence) {
        Operand left = operand();
        while (precedence(tokens.peek()) >= precedence) {
            Token token = tokens.operator();
            BinaryOperator operator = Keywords.operator(token);
            boolean rightAssociative = operator != null && operator.isRightAssociative();
            Operand right = rightAssociative
                    ? tokens.nested(token, () -> expression(precedence(token)))
                    : expression(precedence(token) + 1);
            left = Combination.of(tokens, token, left, right);
        }
        return left;
    }

    /** A constant, such as the threshold of a metrics query. */
    Literal.Numeric constant() {
        Token token = tokens.peek();
        if (expression(BinaryOperator.ADD.precedence()) instanceof Operand.Scalar number
                && number.expression() instanceof ScalarExpression.Constant constant) {
            return constant.value();
        }
        throw tokens.error(token, "a number or a duration", null);
    }

    /** Structural operators have the precedence of comparisons; 0 for a token that is no operator here. */
    private static int precedence(Token token) {
        if (Combination.isStructural(token)) {
            return BinaryOperator.GREATER.precedence();
        }
        BinaryOperator operator = Keywords.operator(token);
        return operator == null || operator == BinaryOperator.REGEX ? 0 : operator.precedence();
    }

    private Operand operand() {
        Token token = tokens.peek();
        return switch (token.type()) {
            case LITERAL -> literal(tokens.next());
            case WORD -> word(tokens.next());
            case SYMBOL -> symbol(token);
            case FIELD ->
                throw tokens.error(
                        token,
                        "a span set or an aggregate",
                        "Conditions stand in braces: { " + token.text() + " != nil }.");
            case END ->
                throw tokens.error(
                        token, "a span set or an aggregate", "All spans are { }, conditions stand in braces.");
        };
    }

    private Operand symbol(Token token) {
        return switch (token.text()) {
            case "{" -> new Operand.Spans(filter());
            case "(" -> parenthesized();
            case "-" -> minus();
            case "!" -> negation();
            default -> throw tokens.error(token, "a span set or an aggregate", null);
        };
    }

    private Operand literal(Token token) {
        if (token.literal() instanceof Literal.Numeric number) {
            return new Operand.Scalar(new ScalarExpression.Constant(number));
        }
        throw tokens.error(token, "a number or a duration", "Text is compared in braces: { name = \"text\" }.");
    }

    SpansetExpression.Filter filter() {
        tokens.expect("{");
        if (tokens.accept("}")) {
            return new SpansetExpression.Filter(new Literal.Bool(true));
        }
        Token start = tokens.peek();
        FieldExpression condition = fields.expression();
        if (!tokens.accept("}")) {
            throw tokens.error(tokens.peek(), "an operator or }", Misplaced.inCondition(tokens.peek()));
        }
        tokens.check(start, TypeRules.condition(condition));
        return new SpansetExpression.Filter(condition);
    }

    private Operand parenthesized() {
        Operand inner = tokens.nested(tokens.next(), pipelines::pipeline);
        if (!tokens.accept(")")) {
            throw tokens.error(tokens.peek(), "an operator, | or )", Misplaced.afterStage(tokens.peek()));
        }
        if (!(inner instanceof Operand.Piped piped)) {
            return inner;
        }
        List<Stage> stages = piped.pipeline().stages();
        boolean grouping = stages.size() == 1 && stages.get(0) instanceof SpansetExpression;
        return new Operand.Spans(
                grouping ? (SpansetExpression) stages.get(0) : new SpansetExpression.Nested(piped.pipeline()));
    }

    private Operand minus() {
        Token token = tokens.next();
        Operand operand = tokens.nested(token, () -> expression(UNARY));
        if (operand instanceof Operand.Scalar number
                && number.expression() instanceof ScalarExpression.Constant constant) {
            return new Operand.Scalar(
                    new ScalarExpression.Constant(Constants.negated(tokens, token, constant.value())));
        }
        throw tokens.error(token, "a number after -", operand.words(), "Subtract it from 0.");
    }

    private Operand negation() {
        Token token = tokens.next();
        Operand operand = tokens.nested(token, () -> expression(UNARY));
        if (operand instanceof Operand.Spans spans) {
            return new Operand.Spans(new SpansetExpression.Negation(spans.expression()));
        }
        throw tokens.error(token, "a span set after !", operand.words(), null);
    }

    private Operand word(Token name) {
        return switch (name.text()) {
            case "minInt" -> new Operand.Scalar(new ScalarExpression.Constant(new Literal.Int(Long.MIN_VALUE)));
            case "maxInt" -> new Operand.Scalar(new ScalarExpression.Constant(new Literal.Int(Long.MAX_VALUE)));
            default -> aggregate(name);
        };
    }

    private Operand aggregate(Token name) {
        if (name.text().equals("count")) {
            call(name);
            tokens.expect(")");
            return new Operand.Scalar(new ScalarExpression.Count());
        }
        for (ScalarExpression.Function function : ScalarExpression.Function.values()) {
            if (function.text().equals(name.text())) {
                call(name);
                Token start = tokens.peek();
                FieldExpression operand = fields.expression();
                if (!tokens.accept(")")) {
                    throw tokens.error(tokens.peek(), "an operator or )", Misplaced.inCondition(tokens.peek()));
                }
                tokens.check(start, TypeRules.aggregated(operand));
                return new Operand.Scalar(new ScalarExpression.Aggregate(function, operand));
            }
        }
        throw tokens.error(name, "a span set or an aggregate", unknown(name.text()));
    }

    private void call(Token name) {
        if (!tokens.accept("(")) {
            throw tokens.error(tokens.peek(), "( after " + name.text(), null);
        }
    }

    private static @Nullable String unknown(String word) {
        if (Keywords.metrics().contains(word)) {
            return "A metrics function follows spans: { } | " + word + "(...).";
        }
        String stage = Suggestions.nearest(word, Keywords.stages());
        if (stage != null) {
            return "Did you mean " + stage + "?";
        }
        return Suggestions.conditionWords().contains(word)
                ? "Conditions stand in braces: { " + word + " = ... }."
                : "Known are " + String.join(", ", Keywords.stages()) + ".";
    }
}
