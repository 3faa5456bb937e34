// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.types.TypeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses expressions over the fields of one span, and checks their types. */
final class FieldParser {

    private static final Map<String, FieldExpression> WORDS = words();
    private static final String VALUE = "a field or a value";

    private final Tokens tokens;

    FieldParser(Tokens tokens) {
        this.tokens = tokens;
    }

    private static Map<String, FieldExpression> words() {
        Map<String, FieldExpression> words = new HashMap<>();
        words.put("true", new Literal.Bool(true));
        words.put("false", new Literal.Bool(false));
        words.put("minInt", new Literal.Int(Long.MIN_VALUE));
        words.put("maxInt", new Literal.Int(Long.MAX_VALUE));
        for (Literal.Status status : Literal.Status.values()) {
            words.put(status.text(), new Literal.StatusValue(status));
        }
        for (Literal.Kind kind : Literal.Kind.values()) {
            words.put(kind.text(), new Literal.KindValue(kind));
        }
        for (Intrinsic intrinsic : Intrinsic.values()) {
            words.put(intrinsic.text(), intrinsic);
            intrinsic.otherTexts().forEach(text -> words.put(text, intrinsic));
        }
        return words;
    }

    FieldExpression expression() {
        return expression(1);
    }

    /** Parses operators of this precedence and above. */
    private FieldExpression expression(int precedence) {
        FieldExpression left = operand();
        BinaryOperator operator = Keywords.operator(tokens.peek());
        while (operator != null && operator.precedence() >= precedence) {
            Token token = tokens.operator();
            left = endsWithNil(operator) ? nil(token, operator, left) : binary(token, operator, left);
            operator = Keywords.operator(tokens.peek());
        }
        return left;
    }

    /** In {@code .a && nil = .b}, the nil begins the right side instead. */
    private boolean endsWithNil(BinaryOperator operator) {
        boolean begins = tokens.second().isSymbol("=") || tokens.second().isSymbol("!=");
        boolean equality = operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
        return tokens.peek().isWord("nil") && (equality || !begins);
    }

    private FieldExpression binary(Token token, BinaryOperator operator, FieldExpression left) {
        FieldExpression right = operator.isRightAssociative()
                ? tokens.nested(token, () -> expression(operator.precedence()))
                : expression(operator.precedence() + 1);
        tokens.check(token, TypeRules.binary(operator, left, right));
        return operator.isLogical()
                ? FieldExpression.logical(operator, left, right)
                : new FieldExpression.Binary(operator, left, right);
    }

    private FieldExpression nil(Token token, BinaryOperator operator, FieldExpression left) {
        Token nil = tokens.next();
        if (operator != BinaryOperator.EQUAL && operator != BinaryOperator.NOT_EQUAL) {
            throw tokens.error(nil, VALUE + " after " + operator.text(), "Only = and != compare with nil.");
        }
        return exists(token, left);
    }

    private FieldExpression exists(Token operator, FieldExpression operand) {
        boolean exists = operator.text().equals("!=");
        if (!exists) {
            tokens.check(operator, TypeRules.absent(operand));
        }
        return new FieldExpression.Exists(operand, exists);
    }

    private FieldExpression operand() {
        Token token = tokens.peek();
        switch (token.text()) {
            case "(" -> {
                return parenthesized();
            }
            case "-" -> {
                FieldExpression operand = unary(BinaryOperator.MINUS_PRECEDENCE);
                tokens.check(token, TypeRules.minus(operand));
                return operand instanceof Literal.Numeric number
                        ? Constants.negated(tokens, token, number)
                        : new FieldExpression.Minus(operand);
            }
            case "!" -> {
                FieldExpression operand = unary(BinaryOperator.NOT_PRECEDENCE);
                tokens.check(token, TypeRules.not(operand));
                return new FieldExpression.Not(operand);
            }
            case "nil" -> {
                return leadingNil();
            }
            default -> {
                return value(tokens.next());
            }
        }
    }

    private FieldExpression parenthesized() {
        FieldExpression inner = tokens.nested(tokens.next(), this::expression);
        if (!tokens.accept(")")) {
            throw tokens.error(tokens.peek(), "an operator or )", Misplaced.inCondition(tokens.peek()));
        }
        return inner;
    }

    private FieldExpression unary(int precedence) {
        return tokens.nested(tokens.next(), () -> expression(precedence + 1));
    }

    /** {@code nil = x} is {@code x = nil}; nil is equal to nothing, not even to itself. */
    private FieldExpression leadingNil() {
        tokens.next();
        if (!tokens.at("=") && !tokens.at("!=")) {
            throw tokens.error(tokens.peek(), "= or != after nil", null);
        }
        Token operator = tokens.operator();
        if (tokens.peek().isWord("nil")) {
            tokens.next();
            return new Literal.Bool(false);
        }
        return exists(operator, expression(BinaryOperator.EQUAL.precedence() + 1));
    }

    private FieldExpression value(Token token) {
        if (token.field() != null) {
            return token.field();
        }
        if (token.literal() != null) {
            return token.literal();
        }
        FieldExpression word = token.type() == Token.Type.WORD ? WORDS.get(token.text()) : null;
        if (word == null) {
            throw tokens.error(token, VALUE, suggestion(token));
        }
        return word;
    }

    private @Nullable String suggestion(Token token) {
        if (token.type() != Token.Type.WORD) {
            return token.type() == Token.Type.END ? "Close the braces: { condition }." : null;
        }
        String word = token.text();
        if (word.equals("parent")) {
            return "The parent's attributes are parent.span. and parent.resource., its id is span:parentID.";
        }
        if (word.equalsIgnoreCase("not")) {
            return "Did you mean !?";
        }
        if (word.equalsIgnoreCase("null")) {
            return "Did you mean nil?";
        }
        if (word.equals("rootService")) {
            return "Did you mean trace:rootService?";
        }
        String nearest = Suggestions.nearest(word, Suggestions.conditionWords());
        if (nearest != null) {
            return "Did you mean " + nearest + "?";
        }
        return "An attribute has a scope, as in span." + word + "; text has quotes, as in \"" + word + "\".";
    }

    /** A literal of any type, with or without a minus; null if the next token begins none. */
    @Nullable
    Literal literal() {
        Token token = tokens.peek();
        boolean minus = tokens.accept("-");
        Token value = tokens.peek();
        Literal literal = value.literal();
        if (literal == null && value.type() == Token.Type.WORD && WORDS.get(value.text()) instanceof Literal word) {
            literal = word;
        }
        if (literal != null) {
            tokens.next();
        }
        if (!minus) {
            return literal;
        }
        return literal instanceof Literal.Numeric number ? Constants.negated(tokens, token, number) : null;
    }

    Field field() {
        Token token = tokens.next();
        FieldExpression word = token.field() != null ? token.field() : WORDS.get(token.text());
        if (word instanceof Field field) {
            return field;
        }
        throw tokens.error(token, "a field", token.type() == Token.Type.WORD ? suggestion(token) : null);
    }

    /** Fields in parentheses, separated by commas. */
    List<Field> fields() {
        tokens.expect("(");
        List<Field> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (tokens.accept(","));
        tokens.expect(")");
        return fields;
    }
}
