// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

/**
 * How a database reads quotes and comments: what must be known to find where a literal ends. Whether a backslash protects a
 * quote is not among it: in several databases a setting of the session decides that, so it is never sure.
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
    /** Reads every doubt as a literal: rather lose a name from the text than keep a value in it. */
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
