// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

/**
 * Cuts SQL into tokens in one pass: no regular expression, no allocation per token, and an answer for any input.
 *
 * <p>What must never go wrong is where a literal ends. An unterminated one reaches to the end of the text.
 */
final class SqlLexer {
    /** What {@link #next()} answers at the end of the text. */
    static final int END = 0;

    /** A keyword or a name without quotes. */
    static final int WORD = 1;

    /** A name in quotes that cannot be a string. */
    static final int QUOTED_NAME = 2;

    /** Text in double quotes, where the dialect makes it a string; whether it is one, the position must say. */
    static final int DOUBLE_QUOTED = 3;

    static final int STRING = 4;
    static final int NUMBER = 5;
    static final int PLACEHOLDER = 6;

    /** One character of anything else. */
    static final int PUNCTUATION = 7;

    private final String sql;
    private final int length;
    private final SqlDialect dialect;
    private int position;
    private boolean inExecutableComment;

    /** The last token. */
    int start;

    int end;
    boolean spaceBefore;

    SqlLexer(String sql, int length, SqlDialect dialect) {
        this.sql = sql;
        this.length = length;
        this.dialect = dialect;
    }

    int next() {
        int before = position;
        skipBlanksAndComments();
        spaceBefore = position > before;
        start = position;
        int kind = position < length ? token(sql.charAt(position)) : END;
        end = position;
        return kind;
    }

    /** The character after the last token, without skipping anything; 0 at the end. */
    char following() {
        return at(position);
    }

    /** Whether a number follows the last token, blanks aside. */
    boolean numberFollows() {
        int p = position;
        while (p < length && isBlank(sql.charAt(p))) {
            p++;
        }
        return isDigit(at(p)) || (at(p) == '.' && isDigit(at(p + 1)));
    }

    private int token(char c) {
        switch (c) {
            case '\'':
                quoted('\'', dialect.backslashEscapes);
                return STRING;
            case '"':
                quoted('"', dialect.doubleQuotedStrings && dialect.backslashEscapes);
                return dialect.doubleQuotedStrings ? DOUBLE_QUOTED : QUOTED_NAME;
            case '`':
                quoted('`', false);
                return QUOTED_NAME;
            case '[':
                if (dialect.brackets) {
                    quoted(']', false);
                    return QUOTED_NAME;
                }
                break;
            case '?':
                position++;
                return PLACEHOLDER;
            case '$':
                if (dollarQuoted()) {
                    return STRING;
                }
                break;
            default:
                break;
        }
        if (isDigit(c) || (c == '.' && isDigit(at(position + 1)))) {
            number();
            return NUMBER;
        }
        if (isNameStart(c)) {
            return word();
        }
        position++;
        return PUNCTUATION;
    }

    private int word() {
        int from = position;
        do {
            position++;
        } while (position < length && isNamePart(sql.charAt(position)) && !isHashComment());
        return at(position) == '\'' && prefixedString(from, position - from) ? STRING : WORD;
    }

    /** {@code N'..' B'..' X'..' E'..' q'[..]'}: the prefix belongs to the literal. */
    private boolean prefixedString(int from, int prefixLength) {
        char first = (char) (sql.charAt(from) | 0x20);
        char last = (char) (sql.charAt(from + prefixLength - 1) | 0x20);
        if (last == 'q' && (prefixLength == 1 || (prefixLength == 2 && first == 'n'))) {
            oracleQuoted();
            return true;
        }
        if (prefixLength == 1 && (first == 'n' || first == 'b' || first == 'x' || first == 'e')) {
            quoted('\'', dialect.backslashEscapes || first == 'e');
            return true;
        }
        return false;
    }

    private void oracleQuoted() {
        position++;
        char open = at(position);
        char close = open == '[' ? ']' : open == '{' ? '}' : open == '(' ? ')' : open == '<' ? '>' : open;
        position++;
        while (position < length && !(sql.charAt(position) == close && at(position + 1) == '\'')) {
            position++;
        }
        position = Math.min(length, position + 2);
    }

    private void quoted(char close, boolean backslash) {
        position++;
        while (position < length) {
            char c = sql.charAt(position++);
            if (c == '\\' && backslash) {
                if (dialect == SqlDialect.UNKNOWN && at(position) == close) {
                    // Either reading may show what is inside, so nothing after it is shown.
                    position = length;
                }
                position = Math.min(length, position + 1);
            } else if (c == close) {
                if (at(position) != close) {
                    return;
                }
                position++;
            }
        }
    }

    /** {@code $$..$$} and {@code $tag$..$tag$}. */
    private boolean dollarQuoted() {
        int p = position + 1;
        while (p < length && isNamePart(sql.charAt(p)) && sql.charAt(p) != '$') {
            p++;
        }
        if (at(p) != '$' || isDigit(at(position + 1))) {
            return false;
        }
        int tagLength = p + 1 - position;
        int body = p + 1;
        while (body < length && !sql.regionMatches(body, sql, position, tagLength)) {
            body++;
        }
        position = Math.min(length, body + tagLength);
        return true;
    }

    private void number() {
        boolean hex = sql.charAt(position) == '0' && (at(position + 1) | 0x20) == 'x';
        while (position < length) {
            char c = sql.charAt(position);
            if (!isNamePart(c) && c != '.') {
                return;
            }
            position++;
            if ((c | 0x20) == 'e'
                    && !hex
                    && (at(position) == '-' || at(position) == '+')
                    && isDigit(at(position + 1))) {
                position++;
            }
        }
    }

    private void skipBlanksAndComments() {
        while (position < length) {
            char c = sql.charAt(position);
            if (isBlank(c)) {
                position++;
            } else if (c == '-' && at(position + 1) == '-' && isDashComment()) {
                skipLine();
            } else if (isHashComment()) {
                skipLine();
            } else if (c == '/' && at(position + 1) == '*') {
                skipBlockComment();
            } else if (inExecutableComment && c == '*' && at(position + 1) == '/') {
                inExecutableComment = false;
                position += 2;
            } else {
                return;
            }
        }
    }

    /** MySQL reads {@code 1--1} as a subtraction. */
    private boolean isDashComment() {
        return dialect != SqlDialect.MYSQL || position + 2 >= length || isBlank(sql.charAt(position + 2));
    }

    private boolean isHashComment() {
        return sql.charAt(position) == '#' && dialect == SqlDialect.MYSQL;
    }

    private void skipLine() {
        while (position < length && sql.charAt(position) != '\n') {
            position++;
        }
    }

    private void skipBlockComment() {
        position += 2;
        if (at(position) == '!' && dialect == SqlDialect.MYSQL) {
            inExecutableComment = true;
            do {
                position++;
            } while (isDigit(at(position)));
            return;
        }
        int depth = 1;
        while (position < length && depth > 0) {
            char c = sql.charAt(position++);
            if (c == '*' && at(position) == '/') {
                depth--;
                position++;
            } else if (c == '/' && at(position) == '*' && dialect.nestedComments) {
                depth++;
                position++;
            }
        }
    }

    private char at(int index) {
        return index < length ? sql.charAt(index) : 0;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u3000';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '@'
                || c == '#'
                || c == '$'
                || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
