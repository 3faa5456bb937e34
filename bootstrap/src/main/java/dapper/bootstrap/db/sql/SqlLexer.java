// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

/**
 * Splits SQL into tokens in one pass: no regular expression, no allocation per token, and a result for any input.
 *
 * <p>The end of a literal or a comment must never be wrong. An unterminated one reaches to the end of the text. Where
 * databases, or settings of one database, disagree about an end, the rest of the text is given up: it counts as part of
 * the literal or the comment. The doubtful cases are a backslash before the closing quote, a comment in a comment,
 * quotes inside names that are quoted in a way not all databases support, and forms of strings and comments that only
 * some of them have.
 */
final class SqlLexer {
    /** Returned by {@link #next()} at the end of the text. */
    static final int END = 0;

    /** A keyword or a name without quotes. */
    static final int WORD = 1;

    /** A name in quotes that cannot be a string. */
    static final int QUOTED_NAME = 2;

    /** Text in double quotes, where the dialect makes it a string; the position decides whether it is one. */
    static final int DOUBLE_QUOTED = 3;

    static final int STRING = 4;
    static final int NUMBER = 5;
    static final int PLACEHOLDER = 6;

    /** Any other single character. */
    static final int PUNCTUATION = 7;

    private final String sql;
    private final int length;
    private final SqlDialect dialect;
    private int position;
    private boolean inExecutableComment;

    /** The start of the last token. */
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

    /** Returns whether a number follows the last token, ignoring blanks. */
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
                quoted('\'', false);
                return STRING;
            case '"':
                return !quoted('"', false) ? STRING : dialect.doubleQuotedStrings ? DOUBLE_QUOTED : QUOTED_NAME;
            case '`':
                return quotedName('`');
            case '[':
                if (dialect.brackets) {
                    return quotedName(']');
                }
                if (dialect == SqlDialect.UNKNOWN && holdsQuotes(position + 1, sql.indexOf(']', position))) {
                    return doubt();
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
            case '#':
                if (dialect == SqlDialect.UNKNOWN) {
                    // The start of a name or a comment.
                    return doubt();
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

    /** Gives up the rest of the text, as part of a literal. */
    private int doubt() {
        position = length;
        return STRING;
    }

    private int word() {
        int from = position;
        do {
            position++;
        } while (position < length && isNamePart(sql.charAt(position)) && !mayBeHashComment());
        return at(position) == '\'' && prefixedString(from, position - from) ? STRING : WORD;
    }

    /** {@code N'..' B'..' X'..' E'..' q'[..]'}: the prefix belongs to the literal. */
    private boolean prefixedString(int from, int prefixLength) {
        char first = (char) (sql.charAt(from) | 0x20);
        char last = (char) (sql.charAt(from + prefixLength - 1) | 0x20);
        if (last == 'q' && (prefixLength == 1 || (prefixLength == 2 && first == 'n'))) {
            if (dialect == SqlDialect.ORACLE) {
                oracleQuoted();
            } else {
                doubt();
            }
            return true;
        }
        if (prefixLength == 1 && (first == 'n' || first == 'b' || first == 'x' || first == 'e')) {
            quoted('\'', first == 'e' && dialect == SqlDialect.POSTGRESQL);
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

    /**
     * @param backslashEscapes true if a backslash certainly protects the next character
     * @return false if the end is in doubt, and the rest of the text was given up
     */
    private boolean quoted(char close, boolean backslashEscapes) {
        if (dialect == SqlDialect.UNKNOWN && at(position + 1) == close && at(position + 2) == close) {
            // The triple quotes of some databases, or a string that begins with a quote.
            doubt();
            return false;
        }
        boolean escaped = false;
        position++;
        while (position < length) {
            char c = sql.charAt(position++);
            if (c == close) {
                if (escaped && !backslashEscapes) {
                    doubt();
                    return false;
                }
                if (!escaped && at(position) != close) {
                    return true;
                }
                if (!escaped) {
                    position++;
                }
            }
            escaped = c == '\\' && !escaped;
        }
        return true;
    }

    /** Quotes that only some databases support, so quotes inside them are ambiguous. */
    private int quotedName(char close) {
        int from = position + 1;
        return quoted(close, false) && !holdsQuotes(from, position - 1) ? QUOTED_NAME : doubt();
    }

    private boolean holdsQuotes(int from, int to) {
        for (int i = from; i < Math.min(to, length); i++) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"' || (c == '-' && at(i + 1) == '-') || (c == '/' && at(i + 1) == '*')) {
                return true;
            }
        }
        return to < 0;
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
        int end = body;
        while (end < length && !sql.regionMatches(end, sql, position, tagLength)) {
            end++;
        }
        if (dialect != SqlDialect.POSTGRESQL && holdsQuotes(body, end)) {
            doubt();
        } else {
            position = Math.min(length, end + tagLength);
        }
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

    /** MySQL reads {@code 1--1} as a subtraction, every other database as the start of a comment. */
    private boolean isDashComment() {
        return dialect != SqlDialect.MYSQL || position + 2 >= length || isBlank(sql.charAt(position + 2));
    }

    private boolean isHashComment() {
        return sql.charAt(position) == '#' && dialect == SqlDialect.MYSQL;
    }

    private boolean mayBeHashComment() {
        return sql.charAt(position) == '#' && (dialect == SqlDialect.MYSQL || dialect == SqlDialect.UNKNOWN);
    }

    /** A carriage return alone ends the comment in some databases only. */
    private void skipLine() {
        if (dialect == SqlDialect.UNKNOWN && !isBlank(at(position + 2))) {
            position = length;
            return;
        }
        while (position < length && sql.charAt(position) != '\n') {
            if (sql.charAt(position) == '\r' && at(position + 1) != '\n') {
                position = length;
                return;
            }
            position++;
        }
    }

    private void skipBlockComment() {
        position += 2;
        if (at(position) == '!' || (at(position) == 'M' && at(position + 1) == '!')) {
            if (dialect == SqlDialect.MYSQL) {
                openExecutableComment();
                return;
            }
            if (dialect == SqlDialect.UNKNOWN) {
                position = length;
                return;
            }
        }
        while (position < length) {
            char c = sql.charAt(position++);
            if (c == '*' && at(position) == '/') {
                position++;
                return;
            }
            if (c == '/' && at(position) == '*') {
                // Only in some databases does the outer comment continue after the inner one.
                position = length;
            }
        }
    }

    /** Code in MySQL: {@code /*!50001 ...}, and in MariaDB {@code /*M!100100 ...}. */
    private void openExecutableComment() {
        inExecutableComment = true;
        position = sql.indexOf('!', position) + 1;
        while (isDigit(at(position))) {
            position++;
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
