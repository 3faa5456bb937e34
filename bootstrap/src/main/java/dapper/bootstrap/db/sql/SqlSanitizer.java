// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import org.jspecify.annotations.Nullable;

/**
 * Reduces SQL text to what may be recorded: no literals, no comments, single blanks, one {@code ?} per list.
 *
 * <p>Follows the semantic conventions: a text that was prepared with placeholders keeps its literals, because bound
 * values mark what varies; every other text, prepared or not, loses them all. Any input gets a result, in one pass over
 * at most {@link #MAX_INPUT} characters (two passes for a prepared text without placeholders).
 */
final class SqlSanitizer {
    static final int MAX_TEXT = 4_096;

    /** Nothing is read beyond this: the rest of a longer text no longer fits, except past very long lists. */
    static final int MAX_INPUT = 32_768;

    private final String sql;
    private final SqlLexer lexer;
    private final boolean keepLiterals;
    private final boolean unknown;
    private final SqlSummary summary;
    private final BareWords bareWords;
    private final StringBuilder text;

    /** True if a placeholder that stands for itself was seen. */
    private boolean parameterized;

    /** True if a minus sign can subtract from the last token. */
    private boolean afterOperand;

    private boolean afterName;
    private boolean dotAfterName;

    /** True in {@code IN (?} with nothing but values since. */
    private boolean inValueList;

    private boolean listBroken;
    private boolean blankBeforeSign;
    private @Nullable Keyword previous;
    private boolean previousOpensIn;
    private boolean secretFollows;
    private boolean afterSecret;
    private boolean credentials;

    private SqlSanitizer(String sql, SqlDialect dialect, boolean keepLiterals) {
        this.sql = sql;
        this.lexer = new SqlLexer(sql, Math.min(sql.length(), MAX_INPUT), dialect);
        this.keepLiterals = keepLiterals;
        this.unknown = dialect.isDoubtful();
        this.summary = new SqlSummary(dialect);
        this.bareWords = new BareWords(sql, lexer, dialect);
        this.text = new StringBuilder(Math.min(sql.length(), MAX_TEXT) + 16);
    }

    /** @param prepared true if placeholders in the text are parameters, so that it may be static text */
    static SqlText sanitize(String sql, SqlDialect dialect, boolean prepared) {
        if (prepared) {
            SqlSanitizer keeping = new SqlSanitizer(sql, dialect, true);
            SqlText kept = keeping.run();
            if (keeping.parameterized) {
                return kept;
            }
        }
        return new SqlSanitizer(sql, dialect, false).run();
    }

    private SqlText run() {
        int kind;
        while (text.length() < MAX_TEXT && (kind = lexer.next()) != SqlLexer.END) {
            token(kind);
        }
        String procedure = summary.procedure();
        return new SqlText(procedure == null ? query() : null, summary.text(), procedure);
    }

    private @Nullable String query() {
        int length = Math.min(text.length(), MAX_TEXT);
        if (length > 0 && Character.isHighSurrogate(text.charAt(length - 1))) {
            length--;
        }
        return length == 0 ? null : text.substring(0, length);
    }

    private void token(int kind) {
        switch (kind) {
            case SqlLexer.WORD:
                word();
                break;
            case SqlLexer.QUOTED_NAME:
                name();
                break;
            case SqlLexer.DOUBLE_QUOTED:
                if (summary.expectsTarget() || dotAfterName || (unknown && lexer.following() == '.')) {
                    name();
                } else {
                    value(true);
                }
                break;
            case SqlLexer.STRING:
            case SqlLexer.NUMBER:
                value(true);
                break;
            case SqlLexer.PLACEHOLDER:
                parameterized = true;
                value(false);
                break;
            default:
                punctuation(sql.charAt(lexer.start));
                break;
        }
    }

    private void word() {
        Keyword keyword = Keyword.find(sql, lexer.start, lexer.end);
        boolean bareValue = bareWords.isValue(keyword);
        if (keyword == Keyword.TRUE || keyword == Keyword.FALSE || (bareValue && !secretFollows)) {
            value(true);
            return;
        }
        if (secretFollows && keyword != Keyword.IDENTIFIED) {
            secret();
            return;
        }
        // IDENTIFIED BY and PASSWORD take a password without quotes, and REPLACE the one before it.
        credentials |= keyword == Keyword.IDENTIFIED;
        secretFollows = (keyword == Keyword.BY && previous == Keyword.IDENTIFIED)
                || (keyword == Keyword.REPLACE && credentials)
                || (keyword == Keyword.PASSWORD && summary.definesAccount());
        afterSecret = false;
        summary.word(keyword, sql, lexer.start, lexer.end, lexer.following());
        write();
        afterOperand = keyword == null || dotAfterName || keyword == Keyword.PASSWORD || keyword.isCreatable();
        afterName = true;
        dotAfterName = false;
        previous = keyword;
    }

    private void name() {
        boolean quotedValue = bareWords.isQuotedValue();
        if (secretFollows) {
            secret();
            return;
        }
        if (quotedValue) {
            value(true);
            return;
        }
        afterSecret = false;
        summary.name(sql, lexer.start, lexer.end, lexer.following());
        write();
        afterOperand = true;
        afterName = true;
        dotAfterName = false;
        previous = null;
    }

    private void secret() {
        secretFollows = false;
        // GRANT may have one for each user.
        afterSecret = bareWords.isGrant();
        summary.value(false);
        separate();
        text.append('?');
        previous = null;
    }

    private void value(boolean literal) {
        bareWords.value();
        secretFollows = false;
        afterSecret = false;
        afterName = false;
        dotAfterName = false;
        summary.value(!literal);
        afterOperand = true;
        previous = null;
        if (literal && keepLiterals) {
            write();
            return;
        }
        if (inValueList) {
            listBroken = false;
            blankBeforeSign = false;
            return;
        }
        separate();
        text.append('?');
        if (previousOpensIn) {
            inValueList = true;
            previousOpensIn = false;
        }
    }

    private void punctuation(char c) {
        bareWords.punctuation(c);
        if (c == ';') {
            credentials = false;
            secretFollows = false;
            if (bareWords.rowsFollow()) {
                lexer.doubt();
            }
        }
        secretFollows |= afterSecret && c == ',';
        afterSecret = false;
        if ((c == '-' || c == '+') && !afterOperand && !keepLiterals && lexer.numberFollows()) {
            // A sign belongs to its number, and so does the blank before it.
            summary.value(false);
            blankBeforeSign = lexer.spaceBefore;
            return;
        }
        boolean opensIn = c == '(' && previous == Keyword.IN;
        if (c == ',' && inValueList) {
            summary.punctuation(c);
            listBroken = true;
            afterOperand = false;
            return;
        }
        summary.punctuation(c);
        write();
        previousOpensIn = opensIn;
        afterOperand = c == ')' || c == ']';
        dotAfterName = c == '.' && afterName;
        afterName = false;
        previous = null;
    }

    /** Writes the token unchanged. */
    private void write() {
        separate();
        text.append(sql, lexer.start, Math.min(lexer.end, lexer.start + MAX_TEXT));
        previousOpensIn = false;
    }

    private void separate() {
        if (inValueList && listBroken) {
            text.append(',');
        }
        inValueList = false;
        listBroken = false;
        if ((lexer.spaceBefore || blankBeforeSign) && text.length() > 0) {
            text.append(' ');
        }
        blankBeforeSign = false;
    }
}
