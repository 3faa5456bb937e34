// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

/**
 * The quoting and comment syntax of a database, needed to find the end of a literal. The meaning of a backslash before
 * a quote is not included: in several databases a session setting decides that, so it is never certain.
 */
public enum SqlDialect {
    STANDARD(false, false),
    POSTGRESQL(false, false),
    /** Double quotes make a string unless the session has ANSI_QUOTES. */
    MYSQL(true, false),
    /** Double quotes make a string where QUOTED_IDENTIFIER is off. */
    SQL_SERVER(true, true),
    /** Double quotes make a string where no column has that name. */
    SQLITE(true, true),
    ORACLE(false, false),
    /** Reads every doubtful case as a literal: losing a name from the text is better than keeping a value in it. */
    UNKNOWN(true, false);

    /** {@code "x"} may be a string and not a name. */
    final boolean doubleQuotedStrings;

    /** {@code [x]} is a name. */
    final boolean brackets;

    SqlDialect(boolean doubleQuotedStrings, boolean brackets) {
        this.doubleQuotedStrings = doubleQuotedStrings;
        this.brackets = brackets;
    }
}
