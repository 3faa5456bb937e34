// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

/**
 * The quoting and comment syntax of a database, needed to find the end of a literal. Only what no session setting can
 * change is included: the rest is never certain.
 */
public enum SqlDialect {
    STANDARD,
    POSTGRESQL,
    /** Double quotes make a string unless the session has ANSI_QUOTES. */
    MYSQL,
    /** Double quotes make a string where QUOTED_IDENTIFIER is off. */
    SQL_SERVER,
    /** Adaptive Server and SQL Anywhere. */
    SYBASE,
    /** Double quotes make a string where no column has that name. */
    SQLITE,
    ORACLE,
    /** Braces make a comment. */
    INFORMIX,
    /** Of Cassandra: identifiers of rows (UUIDs) are literals without quotes, and two slashes begin a comment. */
    CQL,
    /** Reads every doubtful case as a literal: losing a name from the text is better than keeping a value in it. */
    UNKNOWN;

    /** Returns whether every doubtful case counts as a literal. */
    boolean isDoubtful() {
        return this == UNKNOWN || this == INFORMIX;
    }

    /** Returns whether {@code "x"} may be a string and not a name. */
    boolean hasDoubleQuotedStrings() {
        return this == MYSQL || this == SQLITE || hasMoney();
    }

    /** Returns whether {@code [x]} is a name. */
    boolean hasBracketedNames() {
        return this == SQL_SERVER || this == SYBASE || this == SQLITE;
    }

    /** Returns whether the arguments of a procedure may be words without quotes. */
    boolean hasBareArguments() {
        return hasMoney();
    }

    /** Returns whether {@code $12.50} may be a number. */
    boolean hasMoney() {
        return this == SQL_SERVER || this == SYBASE || isDoubtful();
    }

    /** Returns whether a backslash is certainly a character like any other. */
    boolean hasPlainBackslashes() {
        return this == SQL_SERVER || this == SQLITE || this == ORACLE || this == CQL;
    }

    /** Returns whether a comment certainly continues after a comment inside it. */
    boolean nestsComments() {
        return this == POSTGRESQL || this == SQL_SERVER;
    }

    /** Returns whether a comment certainly ends with a comment inside it. */
    boolean endsCommentsEarly() {
        return this == ORACLE || this == SQLITE || this == CQL;
    }
}
