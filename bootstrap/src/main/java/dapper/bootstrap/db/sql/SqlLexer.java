// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import static dapper.bootstrap.db.sql.SqlCharacters.isBlank;
import static dapper.bootstrap.db.sql.SqlCharacters.isDigit;
import static dapper.bootstrap.db.sql.SqlCharacters.isLetter;
import static dapper.bootstrap.db.sql.SqlCharacters.isNamePart;
import static dapper.bootstrap.db.sql.SqlCharacters.isNameStart;

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
        if (inExecutableComment && SqlCharacters.holdCommentEnd(sql, start, position)) {
            kind = doubt();
        }
        end = position;
        return kind;
    }

    /** The character after the last token, without skipping anything; 0 at the end. */
    char following() {
        return at(position);
    }

    /** The first character after the last token that is no blank; 0 at the end. */
    char followingToken() {
        return at(afterBlanks());
    }

    /** Returns whether a number follows the last token, ignoring blanks. */
    boolean numberFollows() {
        int p = afterBlanks();
        return isDigit(at(p)) || (at(p) == '.' && isDigit(at(p + 1)));
    }

    private int afterBlanks() {
        return SqlCharacters.endOfBlanks(sql, position, length);
    }

    private int token(char c) {
        switch (c) {
            case '\'':
                quoted('\'', false);
                return STRING;
            case '"':
                return !quoted('"', false) ? STRING : dialect.hasDoubleQuotedStrings() ? DOUBLE_QUOTED : QUOTED_NAME;
            case '`':
                return quotedName('`');
            case '[':
                if (dialect.hasBracketedNames()) {
                    return quotedName(']');
                }
                if (dialect.isDoubtful()
                        && SqlCharacters.holdQuotes(sql, position + 1, sql.indexOf(']', position), length)) {
                    return doubt();
                }
                break;
            case '{':
                if (dialect.isDoubtful() && SqlCharacters.mayHideQuote(sql, position + 1, length)) {
                    return doubt();
                }
                break;
            case '?':
                return placeholder();
            case '$':
                if (dollarQuoted()) {
                    return STRING;
                }
                if (dialect.hasMoney() && isDigit(at(position + 1))) {
                    number();
                    return NUMBER;
                }
                break;
            case '#':
                if (dialect.isDoubtful()) {
                    return doubt(); // the start of a name or a comment
                }
                break;
            default:
                break;
        }
        int endOfUuid = dialect == SqlDialect.CQL ? SqlCharacters.endOfUuid(sql, position, length) : -1;
        if (endOfUuid >= 0) {
            position = endOfUuid;
            return NUMBER;
        }
        if (isDigit(c) || (c == '.' && isDigit(at(position + 1)))) {
            number();
            return NUMBER;
        }
        if (startsWord(c)) {
            return word();
        }
        position++;
        return PUNCTUATION;
    }

    /** Gives up the rest of the text, as part of a literal. */
    int doubt() {
        position = length;
        return STRING;
    }

    /** {@code ?} and {@code ?1}, while {@code ??} is an operator's question mark in the text of a prepared statement. */
    private int placeholder() {
        position++;
        if (at(position) == '?') {
            position++;
            return PUNCTUATION;
        }
        while (isDigit(at(position))) {
            position++;
        }
        return PLACEHOLDER;
    }

    /** A sign that is an operator or a currency belongs to no name. */
    private boolean startsWord(char c) {
        switch (dialect) {
            case POSTGRESQL:
                return isNameStart(c) && c != '@' && (c != '#' || isLetter(at(position + 1)));
            case MYSQL:
            case SQLITE:
                return isNameStart(c);
            default:
                return isNameStart(c)
                        && (c != '@' || dialect.hasBracketedNames() || isLetter(at(position + 1)))
                        && (c < 0x80 || !dialect.hasMoney() || Character.getType(c) != Character.CURRENCY_SYMBOL);
        }
    }

    private int word() {
        int from = position;
        do {
            position++;
        } while (position < length && continuesWord(sql.charAt(position)));
        return at(position) == '\'' && prefixedString(from, position - from) ? STRING : WORD;
    }

    private boolean continuesWord(char c) {
        if (c == '#') {
            return dialect != SqlDialect.POSTGRESQL && dialect != SqlDialect.MYSQL && !dialect.isDoubtful();
        }
        return isNamePart(c) && (c != '@' || (dialect != SqlDialect.POSTGRESQL && !dialect.isDoubtful()));
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
        if (dialect.isDoubtful() && at(position + 1) == close && at(position + 2) == close) {
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
            escaped = c == '\\' && !escaped && !dialect.hasPlainBackslashes();
        }
        return true;
    }

    /** Quotes that only some databases support, so quotes inside them are ambiguous. */
    private int quotedName(char close) {
        int from = position + 1;
        return quoted(close, false) && !SqlCharacters.holdQuotes(sql, from, position - 1, length)
                ? QUOTED_NAME
                : doubt();
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
        if (dialect != SqlDialect.POSTGRESQL
                && dialect != SqlDialect.CQL
                && SqlCharacters.holdQuotes(sql, body, end, length)) {
            doubt();
        } else {
            position = Math.min(length, end + tagLength);
        }
        return true;
    }

    private void number() {
        boolean hex = sql.charAt(position) == '0' && (at(position + 1) | 0x20) == 'x';
        position++;
        while (position < length) {
            char c = sql.charAt(position);
            if (c == '\'' && isLetter(sql.charAt(position - 1))) {
                doubt(); // the prefix of a string, perhaps
            }
            if ((!isNamePart(c) && c != '.') || c == '#' || c == '$' || c == '@') {
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
            } else if (beginsLineComment(c)) {
                skipLine();
            } else if (c == '/' && at(position + 1) == '/' && dialect.isDoubtful()) {
                position = length; // a comment of some databases, an operator of others
            } else if (c == '{' && dialect == SqlDialect.INFORMIX && !SqlCharacters.beginJdbcEscape(sql, position)) {
                int close = sql.indexOf('}', position);
                position = close < 0 || close >= length ? length : close + 1;
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
    private boolean beginsLineComment(char c) {
        if (c == '-' && at(position + 1) == '-') {
            return dialect != SqlDialect.MYSQL || position + 2 >= length || sql.charAt(position + 2) <= ' ';
        }
        return c == '#' ? dialect == SqlDialect.MYSQL : dialect == SqlDialect.CQL && sql.startsWith("//", position);
    }

    /** A carriage return alone ends the comment in some databases only. */
    private void skipLine() {
        if (dialect.isDoubtful() && !isBlank(at(position + 2))) {
            position = length;
            return;
        }
        while (position < length && sql.charAt(position) != '\n') {
            if ((sql.charAt(position) == '\r' && at(position + 1) != '\n')
                    || (inExecutableComment && sql.startsWith("*/", position))) {
                position = length;
                return;
            }
            position++;
        }
    }

    private void skipBlockComment() {
        position += 2;
        if (at(position) == '!' || ((at(position) == 'M' || at(position) == 'T') && at(position + 1) == '!')) {
            if (dialect == SqlDialect.MYSQL) {
                openExecutableComment();
                return;
            }
            if (dialect.isDoubtful()) {
                position = length;
                return;
            }
        }
        int depth = 1;
        while (position < length) {
            char c = sql.charAt(position++);
            if (c == '*' && at(position) == '/') {
                position++;
                if (--depth == 0) {
                    return;
                }
            } else if (c == '/' && at(position) == '*' && !dialect.endsCommentsEarly()) {
                position = dialect.nestsComments() ? position + 1 : length;
                depth++;
            }
        }
        position = length;
    }

    /** Code in MySQL: {@code /*!50001 ...}, in MariaDB {@code /*M!100100 ...}, in TiDB {@code /*T! ...}. */
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
}
