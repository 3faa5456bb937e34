// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.types.Regex;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a tag filter, as a condition on an attribute of the span or of its resource.
 *
 * <p>{@code key:value} and {@code key=value} compare text: the value is everything after the sign, byte for byte, and
 * where it is also the text of a number or boolean, that one is found too. {@code key>=value}, with another comparison
 * sign of TraceQL, compares by type: the value is a number, a duration, a boolean or a text, which may have double
 * quotes. {@code key==value} does so for equality.
 *
 * <p>A key needs double quotes if it contains a colon, a double quote or a comparison sign: {@code
 * "aws:cloudformation:stack-name":shop}. Within the quotes a backslash escapes the next character.
 */
final class TagText {
    private static final Pattern PLAIN_KEY = Pattern.compile("[^:\"<>=!~]+");
    /** Longer signs first. */
    private static final List<BinaryOperator> SIGNS = List.of(
            BinaryOperator.LESS_EQUAL,
            BinaryOperator.GREATER_EQUAL,
            BinaryOperator.NOT_EQUAL,
            BinaryOperator.REGEX,
            BinaryOperator.NOT_REGEX,
            BinaryOperator.LESS,
            BinaryOperator.GREATER);
    /** A number or boolean with the text that it has in a trace; {@code 007} is none. */
    private static final Pattern SHOWN = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,15})?|true|false");

    private static final Pattern TYPED = Pattern.compile("-?[0-9.][0-9a-zA-Zµμ.+-]*|true|false");

    private TagText() {}

    /**
     * Reads a tag.
     *
     * @throws IllegalArgumentException with a description of valid tags: "must be ..."
     */
    static FieldExpression parse(String text) {
        StringBuilder key = new StringBuilder();
        int at = text.startsWith("\"") ? quotedKey(text, key) : plainKey(text, key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("must have a key before its sign, such as http.route:/cart");
        }
        Attribute attribute = Attribute.of(Attribute.Scope.ANY, key.toString());
        if (text.startsWith(":", at)) {
            return shownAs(attribute, text.substring(at + 1));
        }
        if (text.startsWith("==", at)) {
            return compared(attribute, BinaryOperator.EQUAL, text.substring(at + 2));
        }
        for (BinaryOperator sign : SIGNS) {
            if (text.startsWith(sign.text(), at)) {
                return compared(attribute, sign, text.substring(at + sign.text().length()));
            }
        }
        if (text.startsWith("=", at)) {
            return shownAs(attribute, text.substring(at + 1));
        }
        throw new IllegalArgumentException(
                "must be key:value such as http.route:/cart, or a comparison such as http.status_code>=500");
    }

    private static int plainKey(String text, StringBuilder key) {
        Matcher plain = PLAIN_KEY.matcher(text);
        if (plain.lookingAt()) {
            key.append(plain.group());
        }
        return key.length();
    }

    private static int quotedKey(String text, StringBuilder key) {
        int at = 1;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            key.append(text.charAt(at++));
        }
        if (at + 1 >= text.length()) {
            throw new IllegalArgumentException(
                    "must have a double quote and a sign after its quoted key, such as \"aws:region\":eu-1");
        }
        return at + 1;
    }

    private static FieldExpression shownAs(Attribute attribute, String value) {
        FieldExpression asText = new FieldExpression.Binary(BinaryOperator.EQUAL, attribute, new Literal.Text(value));
        return SHOWN.matcher(value).matches()
                ? new FieldExpression.Binary(
                        BinaryOperator.OR,
                        new FieldExpression.Binary(BinaryOperator.EQUAL, attribute, literal(value)),
                        asText)
                : asText;
    }

    private static FieldExpression compared(Attribute attribute, BinaryOperator sign, String value) {
        Literal operand = sign.isRegex() && !value.startsWith("\"") ? new Literal.Text(value) : literal(value);
        if (sign.isRegex()) {
            String pattern = operand instanceof Literal.Text text ? text.value() : value;
            String fault = Regex.fault(pattern);
            if (fault != null) {
                throw new IllegalArgumentException(
                        "must have a regular expression after " + sign.text() + ", but has " + fault);
            }
        }
        return new FieldExpression.Binary(sign, attribute, operand);
    }

    /** Returns whether this is one string in double quotes. */
    private static boolean isQuoted(String value) {
        int at = 1;
        while (at < value.length() && value.charAt(at) != '"') {
            at += value.charAt(at) == '\\' ? 2 : 1;
        }
        return value.startsWith("\"") && at == value.length() - 1;
    }

    /** Reads a value as TraceQL does; any other text stands for itself. */
    private static Literal literal(String value) {
        if (TYPED.matcher(value).matches() || isQuoted(value)) {
            try {
                if (QueryParser.parse("{ .x = " + value + " }").body() instanceof Pipeline pipeline
                        && pipeline.stages().size() == 1
                        && pipeline.stages().get(0) instanceof SpansetExpression.Filter filter
                        && filter.condition() instanceof FieldExpression.Binary comparison
                        && comparison.right() instanceof Literal literal) {
                    return literal;
                }
            } catch (InvalidQueryException e) {
                return new Literal.Text(value);
            }
        }
        return new Literal.Text(value);
    }
}
