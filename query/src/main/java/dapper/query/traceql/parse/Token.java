// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Literal;
import org.jspecify.annotations.Nullable;

/**
 * One token of a query.
 *
 * @param text as written; empty at the end
 * @param offset in chars, of its first one
 * @param field of a {@link Type#FIELD}
 * @param literal of a {@link Type#LITERAL}
 */
record Token(
        Type type,
        String text,
        int offset,
        @Nullable Field field,
        @Nullable Literal literal) {

    enum Type {
        /** An identifier: a keyword, an intrinsic without scope, or an unknown word. */
        WORD,
        /** An attribute, or an intrinsic with its scope. */
        FIELD,
        /** A string, a number or a duration. */
        LITERAL,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return type == Type.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return type == Type.WORD && text.equals(word);
    }

    /** For messages. */
    String found() {
        if (type == Type.END) {
            return "the end of the query";
        }
        return "`" + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + "`";
    }
}
