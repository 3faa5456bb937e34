// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

/** The syntax of a product's URLs after the name of the product. */
enum UrlGrammar {
    /** {@code [mode:]//user:password@host:port,host:port/database?key=value}, or with semicolons. */
    AUTHORITY,
    /** The same, and the database and the values are URL-encoded. */
    ENCODED,
    /** The same with {@code /key=value,key=value} in place of a database. */
    COMMA_PARAMETERS,
    /** The same with {@code /key=value/key=value} in place of a database. */
    SLASH_PARAMETERS,
    /** The same with {@code database:key=value;key=value}. */
    COLON_PARAMETERS,
    /** The same, or a file or memory of this process. */
    EMBEDDABLE,
    /** A file of this process. */
    FILE,
    /** {@code thin:user/password@host:port:database}. */
    ORACLE,
    /** {@code [mode:]key=value;key=value}, hosts among the values. */
    KEYED,
    /** {@code host:port:database:user:password:}. */
    CUBRID,
    /** {@code host,host..range:port;key=value}. */
    EXASOL,
    /** {@code //host:port/path} or {@code host/port:path}. */
    FIREBIRD,
    /** {@code host,host:port:/root:principal:keytab}, or keyed after {@code thin:}. */
    PHOENIX,
    /** {@code //host:port/projects/x/instances/y/databases/z}. */
    SPANNER
}
