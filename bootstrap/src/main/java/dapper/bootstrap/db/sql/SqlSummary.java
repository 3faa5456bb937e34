// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import org.jspecify.annotations.Nullable;

/**
 * Collects the operations of a text and their targets: {@code INSERT archive SELECT orders}.
 *
 * <p>Takes tokens in the order of the text. There is no grammar, only words that introduce a target and words that end
 * a list of targets; unknown text is left out. A statement that does not begin with a known operation adds nothing,
 * because its first word may differ from call to call.
 */
final class SqlSummary {
    private static final int MAX_DEPTH = 64;

    private final SummaryText summary = new SummaryText();

    /** Columns may stand between DELETE and FROM. */
    private final boolean deletesColumns;

    /** Possible roles of the next token. */
    private boolean atStart = true;

    private boolean expectKind;
    private boolean expectTarget;
    private boolean expectWithName;

    /** The last token. */
    private @Nullable Keyword previous;

    private boolean previousOpens;
    private boolean previousIsDot;
    private boolean previousIsVariable;

    /** The operation in force; null in a statement that is not understood. */
    private @Nullable Keyword operation;

    /** The statement defines a user, a role or a login. */
    private boolean account;

    /** The target comes from FROM or JOIN, where a name with arguments is a function and not a table. */
    private boolean afterFrom;

    /** The start, in the summary, of the name that the next dot would continue; -1 if there is none. */
    private int targetStart = -1;

    private int depth;
    private final boolean[] inList = new boolean[MAX_DEPTH];
    private final boolean[] hasOperation = new boolean[MAX_DEPTH];
    private boolean callEscape;
    private @Nullable String procedure;

    private final WithNames withNames = new WithNames();
    private boolean withOpen;
    private int withDepth;

    SqlSummary(SqlDialect dialect) {
        deletesColumns = dialect == SqlDialect.CQL;
    }

    boolean expectsTarget() {
        return expectTarget;
    }

    boolean definesAccount() {
        return account;
    }

    /** @param following the character directly after the word */
    void word(@Nullable Keyword keyword, String sql, int start, int end, char following) {
        if (keyword == null || previousIsDot || following == '.') {
            name(sql, start, end, following);
            return;
        }
        targetStart = -1;
        previousIsVariable = false;
        if (atStart) {
            begin(keyword, sql, start, end);
        } else if (expectKind) {
            kind(keyword, sql, start, end);
        } else if (startsStatement(keyword, following)) {
            operation(keyword, sql, start, end);
        } else {
            inside(keyword, sql, start, end, following);
        }
        remember(keyword, false, false);
    }

    /** A name, with or without quotes. */
    void name(String sql, int start, int end, char following) {
        previousIsVariable = false;
        if (atStart) {
            atStart = false;
            operation = null;
        } else if (previousIsDot && targetStart >= 0) {
            continueTarget(sql, start, end, following);
        } else if (expectWithName) {
            withNames.add(sql, start, end);
            expectWithName = false;
        } else if (expectTarget) {
            target(sql, start, end, following);
        } else {
            targetStart = -1;
        }
        remember(null, false, false);
    }

    /** A value, or a placeholder for one. */
    void value(boolean placeholder) {
        if (atStart && !(placeholder && callEscape)) {
            atStart = false;
            operation = null;
        }
        targetStart = -1;
        previousIsVariable = false;
        remember(null, false, false);
    }

    void punctuation(char c) {
        switch (c) {
            case '.':
                break;
            case '(':
                open();
                break;
            case ')':
                close();
                break;
            case ',':
                expectTarget = inList[level()];
                expectWithName = withOpen && depth == withDepth;
                break;
            case ';':
                endStatement();
                break;
            case '{':
                callEscape = atStart && summary.isEmpty();
                break;
            case '=':
                // EXEC @result = procedure
                expectTarget = previousIsVariable;
                break;
            default:
                expectTarget = false;
                break;
        }
        if (c != '.') {
            targetStart = -1;
        }
        previousIsVariable = false;
        remember(null, c == '(', c == '.');
    }

    private void remember(@Nullable Keyword keyword, boolean opens, boolean dot) {
        previous = keyword;
        previousOpens = opens;
        previousIsDot = dot;
    }

    private void begin(Keyword keyword, String sql, int start, int end) {
        atStart = operation == Keyword.BEGIN && (keyword == Keyword.BATCH || keyword == Keyword.UNLOGGED);
        operation = atStart ? operation : null;
        if (keyword == Keyword.WITH) {
            beginWith();
        } else if (keyword.isOperation()) {
            operation(keyword, sql, start, end);
        }
    }

    private void beginWith() {
        operation = Keyword.WITH;
        expectTarget = false;
        expectWithName = true;
        withOpen = true;
        withDepth = depth;
    }

    private void operation(Keyword keyword, String sql, int start, int end) {
        summary.append(sql, start, end);
        operation = keyword;
        hasOperation[level()] = keyword != Keyword.GRANT && keyword != Keyword.REVOKE && keyword != Keyword.COPY;
        inList[level()] = false;
        expectTarget = false;
        afterFrom = false;
        if (withOpen && depth == withDepth) {
            withOpen = false;
        }
        switch (keyword) {
            case INSERT:
            case REPLACE:
            case UPSERT:
            case MERGE:
            case CALL:
            case EXEC:
            case EXECUTE:
            case COPY:
                expectTarget = true;
                break;
            case UPDATE:
            case DELETE:
            case TRUNCATE:
            case LOCK:
                expectTarget = keyword != Keyword.DELETE || !deletesColumns;
                inList[level()] = expectTarget;
                break;
            case CREATE:
            case ALTER:
            case DROP:
            case MODIFY:
                expectKind = true;
                break;
            case EXPLAIN:
            case BEGIN:
                // The explained statement, or the first statement of the block, follows.
                atStart = true;
                break;
            default:
                break;
        }
    }

    /** In {@code (UPDATE} a statement begins, in {@code FOR UPDATE} none does, and {@code REPLACE(} is a function. */
    private boolean startsStatement(Keyword keyword, char following) {
        switch (keyword) {
            case SELECT:
                return operation != null && operation != Keyword.GRANT && operation != Keyword.REVOKE;
            case INSERT:
            case UPDATE:
            case DELETE:
            case MERGE:
            case REPLACE:
                return following != '('
                        && (previousOpens || previous == Keyword.AS || (withOpen && operation == Keyword.WITH));
            default:
                return false;
        }
    }

    private void inside(Keyword keyword, String sql, int start, int end, char following) {
        switch (keyword) {
            case FROM:
                if (hasOperation[level()] && previous != Keyword.DISTINCT) {
                    expectFromList();
                }
                break;
            case JOIN:
                expectTarget = hasOperation[level()];
                afterFrom = true;
                break;
            case INTO:
                expectTarget = operation != null;
                afterFrom = false;
                break;
            case USING:
                expectTarget = operation == Keyword.MERGE;
                break;
            case WITH:
                if (previousOpens || previous == Keyword.AS || operation == Keyword.INSERT) {
                    beginWith();
                }
                break;
            case BEGIN:
                atStart = operation == Keyword.CREATE || operation == Keyword.DECLARE;
                break;
            case OUTFILE:
            case DUMPFILE:
            case IMMEDIATE:
                expectTarget = false;
                break;
            default:
                if (keyword.endsTargets()) {
                    inList[level()] = false;
                    expectTarget = false;
                } else if (!isSkipped(keyword)) {
                    name(sql, start, end, following);
                }
                break;
        }
    }

    private void expectFromList() {
        expectTarget = true;
        afterFrom = operation != Keyword.DELETE;
        inList[level()] = true;
    }

    private boolean isSkipped(Keyword keyword) {
        return keyword.isFiller()
                || keyword == Keyword.AS
                || keyword == Keyword.ON
                || keyword == Keyword.TABLE
                || (previous == Keyword.OR && (keyword == Keyword.REPLACE || keyword == Keyword.ROLLBACK));
    }

    private void kind(Keyword keyword, String sql, int start, int end) {
        if (keyword.isCreatable()) {
            summary.append(sql, start, end);
            expectKind = false;
            // The name of an account identifies a user, not a target.
            account = keyword == Keyword.USER || keyword == Keyword.ROLE || keyword == Keyword.LOGIN;
            expectTarget = !account;
            inList[level()] = expectTarget && operation == Keyword.DROP;
        } else if (keyword == Keyword.AS) {
            expectKind = false;
        }
    }

    private void target(String sql, int start, int end, char following) {
        char first = sql.charAt(start);
        if (first == '@') {
            expectTarget = false;
            previousIsVariable = operation == Keyword.EXEC || operation == Keyword.EXECUTE;
            return;
        }
        expectTarget = false;
        boolean function = afterFrom && following == '(';
        if (function || withNames.contains(sql, start, end)) {
            targetStart = -1;
        } else {
            targetStart = summary.append(sql, start, end);
            rememberProcedure();
        }
    }

    /** {@code schema.} has been written; the name within the schema follows. */
    private void continueTarget(String sql, int start, int end, char following) {
        boolean function = afterFrom && following == '(';
        if (function || !summary.appendPart(sql, start, end)) {
            summary.removeFrom(targetStart);
            targetStart = -1;
        } else {
            rememberProcedure();
        }
    }

    private void rememberProcedure() {
        if (callEscape && operation == Keyword.CALL && targetStart >= 0) {
            procedure = summary.from(targetStart);
        }
    }

    private void open() {
        boolean joinInParentheses = inList[level()] && expectTarget;
        depth++;
        inList[level()] = joinInParentheses;
        hasOperation[level()] = joinInParentheses;
        expectTarget = joinInParentheses;
    }

    private void close() {
        if (depth > 0) {
            depth--;
        }
        expectTarget = false;
        if (withOpen && depth == withDepth) {
            // The statement proper may begin now.
            operation = Keyword.WITH;
        }
    }

    private void endStatement() {
        atStart = true;
        operation = null;
        account = false;
        expectTarget = false;
        expectKind = false;
        expectWithName = false;
        withOpen = false;
        withNames.clear();
        depth = 0;
        inList[0] = false;
        hasOperation[0] = false;
    }

    private int level() {
        return Math.min(depth, MAX_DEPTH - 1);
    }

    /** The procedure that a JDBC call escape names, or null. */
    @Nullable
    String procedure() {
        return procedure;
    }

    /** Null if no statement began with a known operation. */
    @Nullable
    String text() {
        return summary.text();
    }
}
