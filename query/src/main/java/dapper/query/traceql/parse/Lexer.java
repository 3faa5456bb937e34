// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Divides a query into tokens. Skips white space and comments ({@code // ...} and {@code /* ... *}{@code /}). */
final class Lexer {

    /** Longer ones first, because the first that fits is taken. */
    private static final List<String> SYMBOLS = List.of(
            "!>>", "!<<", "&>>", "&<<", "&&", "||", "!>", "!<", "!~", "!=", "&>", "&<", "&~", "=~", ">>", "<<", ">=",
            "<=", "=", ">", "<", "~", "!", "|", "+", "-", "*", "/", "%", "^", "{", "}", "(", ")", ",");

    /** Operators of other languages, and what they are here. Longer ones first. */
    private static final List<Map.Entry<String, String>> FOREIGN = List.of(
            Map.entry("===", "="),
            Map.entry("!==", "!="),
            Map.entry("==", "="),
            Map.entry("<>", "!="),
            Map.entry("=>", ">="),
            Map.entry("=<", "<="),
            Map.entry("~=", "=~"),
            Map.entry("**", "^"));

    private final Source source;
    private final Words words;

    private Lexer(Source source) {
        this.source = source;
        this.words = new Words(source);
    }

    /** Returns all tokens; the last one is {@link Token.Type#END}. */
    static List<Token> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            lexer.skipBlanks();
            token = lexer.next();
            tokens.add(token);
        } while (token.type() != Token.Type.END);
        return tokens;
    }

    private void skipBlanks() {
        while (true) {
            int start = source.at();
            if (Character.isWhitespace(source.peek()) || Character.isSpaceChar(source.peek())) {
                source.next();
            } else if (source.startsWith("//")) {
                source.skipPast("\n");
            } else if (source.startsWith("/*")) {
                if (!source.skipPast("*/")) {
                    throw source.error(start, "*/ at the end of the comment", "the end of the query", null);
                }
            } else {
                return;
            }
        }
    }

    private Token next() {
        int start = source.at();
        int c = source.peek();
        if (c == Source.END) {
            return new Token(Token.Type.END, "", start, null, null);
        }
        if (c == '"' || c == '`') {
            return literal(start, new Literal.Text(Strings.read(source)));
        }
        if (Source.isDigit(c) || (c == '.' && Source.isDigit(source.second()))) {
            return literal(start, Numbers.read(source));
        }
        if (c == '.' || Source.isIdentifierStart(c)) {
            return words.read();
        }
        return symbol(start);
    }

    private Token literal(int start, Literal literal) {
        return new Token(Token.Type.LITERAL, source.since(start), start, null, literal);
    }

    private Token symbol(int start) {
        for (Map.Entry<String, String> foreign : FOREIGN) {
            if (source.startsWith(foreign.getKey())) {
                throw source.error(
                        start, "an operator", "`" + foreign.getKey() + "`", "Did you mean " + foreign.getValue() + "?");
            }
        }
        for (String symbol : SYMBOLS) {
            if (source.startsWith(symbol)) {
                source.skip(symbol.length());
                return new Token(Token.Type.SYMBOL, symbol, start, null, null);
            }
        }
        String found = Character.toString(source.peek());
        throw source.error(start, "a TraceQL query", "`" + found + "`", suggestion(source.peek()));
    }

    private static @Nullable String suggestion(int c) {
        return switch (c) {
            case '\'' -> "Strings are in double quotes, as in \"text\", or in backquotes.";
            case '&' -> "Did you mean &&?";
            case '[', ']' -> "There are no lists: write =~ \"a|b\", or join comparisons by ||.";
            case '$' -> "A query has no variables.";
            case ':' -> "A colon stands between a scope and an intrinsic, as in span:name.";
            case '\u201c', '\u201d', '\u2018', '\u2019' -> "Strings are in straight double quotes, as in \"text\".";
            default -> null;
        };
    }
}
