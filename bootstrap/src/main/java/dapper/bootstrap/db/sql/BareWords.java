// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import org.jspecify.annotations.Nullable;

/**
 * Finds values without quotes, where other statements have names: the arguments of a procedure in Transact-SQL, with or
 * without {@code EXEC}, the value of a setting, and the user and password of {@code CONNECT}. Takes tokens in the order
 * of the text.
 */
final class BareWords {
    private static final String[] NO_VALUES = {"NULL", "DEFAULT", "OUTPUT", "OUT"};

    private enum State {
        /** A word is a name. */
        NAMES,
        /** The name of a procedure follows, or a part of it. */
        PROCEDURE,
        /** A part of the name of a procedure came last. */
        NAMED,
        /** A variable came last: that of the result, or one with the name of the procedure. */
        VARIABLE,
        ARGUMENTS,
        /** The name of a setting follows. */
        SETTING,
        SETTING_VALUE
    }

    private final String sql;
    private final SqlLexer lexer;
    private final SqlDialect dialect;

    private State state = State.NAMES;
    private boolean atTextStart = true;
    private boolean atStatementStart = true;
    private boolean afterDot;

    /** {@code SET} belongs to a statement that changes rows. */
    private boolean changesRows;

    private boolean grants;
    private boolean pragma;
    private boolean copies;
    private boolean copiesInput;
    private boolean callEscape;

    private int depth;

    /** The parentheses around a query that is the value of a setting, or a part of it; -1 if there is none. */
    private int queryDepth = -1;

    /** The text begins with a word that is the name of a procedure, perhaps. */
    private boolean impliedCall;

    BareWords(String sql, SqlLexer lexer, SqlDialect dialect) {
        this.sql = sql;
        this.lexer = lexer;
        this.dialect = dialect;
    }

    /** Returns whether the statement is a {@code GRANT} or {@code REVOKE}. */
    boolean isGrant() {
        return grants;
    }

    /** Returns whether rows follow the end of the statement. */
    boolean rowsFollow() {
        return copiesInput;
    }

    /** Takes the last token, a word without quotes. Returns whether it is a value. */
    boolean isValue(@Nullable Keyword keyword) {
        boolean first = atTextStart;
        boolean begins = atStatementStart;
        boolean qualified = afterDot || lexer.following() == '.';
        advance();
        if (keyword != null && !qualified && opens(keyword, begins)) {
            return false;
        }
        copiesInput |= copies && is("STDIN");
        switch (state) {
            case NAMES:
                impliedCall = first && keyword == null && lexer.followingToken() != '(' && dialect.hasBareArguments();
                state = impliedCall ? State.NAMED : state;
                return false;
            case PROCEDURE:
                state = isVariable() ? State.VARIABLE : State.NAMED;
                return false;
            case SETTING:
                // ON DELETE SET NULL is no setting.
                state = is("TO") ? State.SETTING_VALUE : isNoValue() ? State.NAMES : state;
                return false;
            case SETTING_VALUE:
                return !qualified && lexer.followingToken() != '(' && mayBeValue();
            default:
                return isArgument(keyword);
        }
    }

    /** As {@link #isValue}, for a name in quotes. */
    boolean isQuotedValue() {
        boolean first = atTextStart;
        boolean qualified = afterDot || lexer.following() == '.';
        advance();
        switch (state) {
            case NAMES:
                impliedCall = first && dialect.hasBareArguments();
                state = impliedCall ? State.NAMED : state;
                return false;
            case PROCEDURE:
                state = State.NAMED;
                return false;
            case SETTING:
                return false;
            case SETTING_VALUE:
                return !qualified;
            default:
                state = State.ARGUMENTS;
                return true;
        }
    }

    private boolean isArgument(@Nullable Keyword keyword) {
        boolean statement = state == State.NAMED && impliedCall && dialect.isDoubtful();
        if (statement && keyword != null && keyword.isCreatable()) {
            // OPTIMIZE TABLE and the like: a statement that is not known here, and no procedure.
            state = State.NAMES;
            return false;
        }
        state = State.ARGUMENTS;
        return mayBeValue();
    }

    private boolean mayBeValue() {
        return !isVariable() && !isNoValue();
    }

    private boolean isNoValue() {
        for (String word : NO_VALUES) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean isVariable() {
        return sql.charAt(lexer.start) == '@';
    }

    private boolean is(String word) {
        int length = word.length();
        return lexer.end - lexer.start == length && sql.regionMatches(true, lexer.start, word, 0, length);
    }

    /** Returns whether a statement, or a part of one, begins with the keyword. */
    private boolean opens(Keyword keyword, boolean begins) {
        switch (keyword) {
            case EXEC:
            case EXECUTE:
                return enter(State.PROCEDURE, dialect.hasBareArguments() && !grants);
            case CALL:
                return enter(State.PROCEDURE, callEscape);
            case CONNECT:
                return enter(State.ARGUMENTS, begins);
            case SET:
                return enter(State.SETTING, !changesRows);
            case PRAGMA:
                pragma |= begins;
                return enter(State.SETTING, begins);
            case COPY:
                copies |= begins;
                return begins;
            case GRANT:
            case REVOKE:
                grants |= begins;
                return enter(State.NAMES, begins);
            case INSERT:
            case UPDATE:
            case MERGE:
            case REPLACE:
            case UPSERT:
                changesRows = true;
                return enter(State.NAMES, true);
            case SELECT:
                queryDepth = state == State.SETTING_VALUE ? depth : queryDepth;
                return enter(State.NAMES, true);
            case DELETE:
            case CREATE:
            case ALTER:
            case DROP:
            case TRUNCATE:
            case DECLARE:
            case BEGIN:
            case COMMIT:
            case ROLLBACK:
            case USE:
            case IF:
            case WITH:
                // Reserved in Transact-SQL, which needs no semicolon before the next statement.
                return enter(State.NAMES, true);
            default:
                return false;
        }
    }

    private boolean enter(State next, boolean enters) {
        if (enters) {
            state = next;
        }
        return enters;
    }

    /** A literal or a placeholder. */
    void value() {
        advance();
        if (state == State.PROCEDURE || state == State.NAMED || state == State.VARIABLE) {
            state = State.ARGUMENTS;
        }
    }

    void punctuation(char c) {
        callEscape |= c == '{' && atTextStart;
        advance();
        switch (c) {
            case '.':
                afterDot = true;
                state = state == State.NAMED ? State.PROCEDURE : state;
                break;
            case '=':
                if (state == State.VARIABLE) {
                    state = State.PROCEDURE;
                } else if (state == State.SETTING) {
                    state = State.SETTING_VALUE;
                }
                break;
            case '(':
                depth++;
                if (state == State.NAMED) {
                    state = State.ARGUMENTS;
                } else if (state == State.SETTING && pragma) {
                    state = State.SETTING_VALUE;
                }
                break;
            case ')':
                if (depth-- == queryDepth) {
                    queryDepth = -1;
                    state = State.SETTING_VALUE;
                }
                break;
            case ',':
                // In other databases, the setting has one more value.
                state = state == State.SETTING_VALUE && dialect == SqlDialect.MYSQL ? State.SETTING : state;
                break;
            case ';':
                endStatement();
                break;
            default:
                break;
        }
    }

    private void advance() {
        atTextStart = false;
        atStatementStart = false;
        afterDot = false;
    }

    private void endStatement() {
        state = State.NAMES;
        atStatementStart = true;
        changesRows = false;
        grants = false;
        pragma = false;
        copies = false;
        impliedCall = false;
        depth = 0;
        queryDepth = -1;
    }
}
