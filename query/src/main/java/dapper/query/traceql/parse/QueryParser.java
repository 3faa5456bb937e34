// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a syntax tree of the text of a query, with the grammar, the precedences and the type rules of Tempo.
 * The limits bound its time and its stack.
 */
public final class QueryParser {

    /** Of the text, in chars. */
    public static final int MAX_LENGTH = 16_384;

    /** Of parentheses, unary operators and {@code ^}. */
    public static final int MAX_NESTING = 100;

    /** Binary operators and pipes of one query. */
    public static final int MAX_OPERATORS = 1_000;

    /**
     * Of operators inside one another. A chain of {@code &&}, or of {@code ||}, is a few levels only; a chain of any
     * other operator is as deep as it is long. Not above the limit of parentheses, because the canonical text of a query
     * can have a pair for each level.
     */
    public static final int MAX_DEPTH = 100;

    private QueryParser() {}

    /**
     * Parses a search or a metrics query.
     *
     * @throws InvalidQueryException if the text is not valid, or exceeds a limit
     */
    public static Query parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw InvalidQueryException.at(
                    text, MAX_LENGTH, "at most " + MAX_LENGTH + " characters", String.valueOf(text.length()), null);
        }
        Tokens tokens = new Tokens(new Source(text));
        PipelineParser pipelines = new PipelineParser(tokens);
        Query.Body body = pipelines.body();
        List<Query.Hint> hints = hints(tokens, new FieldParser(tokens));
        if (tokens.peek().type() != Token.Type.END) {
            throw tokens.error(
                    tokens.peek(), "an operator, | or the end of the query", Misplaced.afterStage(tokens.peek()));
        }
        int depth = Depth.of(body);
        if (depth > MAX_DEPTH) {
            throw InvalidQueryException.at(
                    text,
                    0,
                    "at most " + MAX_DEPTH + " operators inside one another",
                    String.valueOf(depth),
                    "Divide the query. Only chains of && or of || may be longer.");
        }
        return new Query(body, hints);
    }

    private static List<Query.Hint> hints(Tokens tokens, FieldParser fields) {
        List<Query.Hint> hints = new ArrayList<>();
        while (tokens.peek().isWord("with")) {
            tokens.next();
            tokens.expect("(");
            do {
                Token name = tokens.next();
                if (name.type() != Token.Type.WORD) {
                    throw tokens.error(name, "the name of a hint, such as exemplars", null);
                }
                tokens.expect("=");
                Token value = tokens.peek();
                Literal literal = fields.literal();
                if (literal == null) {
                    throw tokens.error(value, "a literal", null);
                }
                hints.add(new Query.Hint(name.text(), literal));
            } while (tokens.accept(","));
            tokens.expect(")");
        }
        return hints;
    }
}
