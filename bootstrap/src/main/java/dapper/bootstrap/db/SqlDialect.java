// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

/** How a database reads quotes, backslashes and comments: what must be known to find where a literal ends. */
public enum SqlDialect {
    STANDARD(false, false, false, false),
    POSTGRESQL(false, false, false, true),
    MYSQL(true, true, false, false),
    SQL_SERVER(false, false, true, true),
    SQLITE(false, false, true, false),
    ORACLE(false, false, false, false),
    /** Reads every doubt as a literal: rather lose a name from the text than keep a value in it. */
    UNKNOWN(true, true, false, true);

    /** {@code "x"} is a string and not a name. */
    final boolean doubleQuotedStrings;

    /** A backslash protects the character after it, in every string. */
    final boolean backslashEscapes;

    /** {@code [x]} is a name. */
    final boolean brackets;

    final boolean nestedComments;

    SqlDialect(boolean doubleQuotedStrings, boolean backslashEscapes, boolean brackets, boolean nestedComments) {
        this.doubleQuotedStrings = doubleQuotedStrings;
        this.backslashEscapes = backslashEscapes;
        this.brackets = brackets;
        this.nestedComments = nestedComments;
    }
}
