// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.types.Problem;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens of one query with a reading position, and the limits that keep its tree small. */
final class Tokens {

    private final Source source;
    private final List<Token> tokens;
    private int at;
    private int nesting;
    private int operators;

    Tokens(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token after the next one. */
    Token second() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (token.type() != Token.Type.END) {
            at++;
        }
        return token;
    }

    boolean at(String symbol) {
        return peek().isSymbol(symbol);
    }

    boolean accept(String symbol) {
        boolean found = at(symbol);
        if (found) {
            at++;
        }
        return found;
    }

    Token expect(String symbol) {
        if (!at(symbol)) {
            throw error(peek(), symbol, null);
        }
        return next();
    }

    /**
     * Parses a part in parentheses, after a unary operator, or on the right of a right-associative one. Bounds the depth
     * of the parser's stack.
     */
    <T> T nested(Token token, Supplier<T> part) {
        if (++nesting > QueryParser.MAX_NESTING) {
            throw error(token, "at most " + QueryParser.MAX_NESTING + " nested parts", "one more", null);
        }
        T parsed = part.get();
        nesting--;
        return parsed;
    }

    /** Takes a binary operator or a pipe. */
    Token operator() {
        Token token = next();
        if (++operators > QueryParser.MAX_OPERATORS) {
            throw error(token, "at most " + QueryParser.MAX_OPERATORS + " operators", "one more", null);
        }
        return token;
    }

    InvalidQueryException error(Token token, String expected, @Nullable String suggestion) {
        return error(token, expected, token.found(), suggestion);
    }

    InvalidQueryException error(Token token, String expected, String found, @Nullable String suggestion) {
        return source.error(token.offset(), expected, found, suggestion);
    }

    void check(Token token, @Nullable Problem problem) {
        if (problem != null) {
            throw error(token, problem.expected(), problem.found(), problem.suggestion());
        }
    }
}
