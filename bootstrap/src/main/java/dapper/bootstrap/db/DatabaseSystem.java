// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import org.jspecify.annotations.Nullable;

/** A database product: its {@code db.system.name}, the port that goes without saying, and how it reads SQL. */
public enum DatabaseSystem {
    POSTGRESQL("postgresql", 5432, SqlDialect.POSTGRESQL, "postgresql,pgsql,edb"),
    COCKROACHDB("cockroachdb", 26257, SqlDialect.POSTGRESQL, "cockroachdb"),
    REDSHIFT("aws.redshift", 5439, SqlDialect.POSTGRESQL, "redshift"),
    MYSQL("mysql", 3306, SqlDialect.MYSQL, "mysql"),
    MARIADB("mariadb", 3306, SqlDialect.MYSQL, "mariadb"),
    ORACLE("oracle.db", 1521, SqlDialect.ORACLE, "oracle"),
    SQL_SERVER("microsoft.sql_server", 1433, SqlDialect.SQL_SERVER, "sqlserver,microsoft"),
    /** The driver speaks to SQL Server, and to Sybase by another sub-protocol. */
    JTDS("microsoft.sql_server", 1433, SqlDialect.SQL_SERVER, "jtds"),
    SYBASE("sybase", 5000, SqlDialect.SQL_SERVER, "sybase"),
    DB2("ibm.db2", 50000, SqlDialect.STANDARD, "db2,as400"),
    INFORMIX("ibm.informix", 9088, SqlDialect.UNKNOWN, "informix-sqli"),
    NETEZZA("ibm.netezza", 5480, SqlDialect.POSTGRESQL, "netezza"),
    H2("h2database", 9092, SqlDialect.STANDARD, "h2"),
    HSQLDB("hsqldb", 9001, SqlDialect.STANDARD, "hsqldb"),
    DERBY("derby", 1527, SqlDialect.STANDARD, "derby"),
    SQLITE("sqlite", -1, SqlDialect.SQLITE, "sqlite"),
    DUCKDB("duckdb", -1, SqlDialect.POSTGRESQL, "duckdb"),
    CLICKHOUSE("clickhouse", 8123, SqlDialect.UNKNOWN, "clickhouse,ch"),
    FIREBIRD("firebirdsql", 3050, SqlDialect.UNKNOWN, "firebirdsql,firebird"),
    HANA("sap.hana", 30015, SqlDialect.STANDARD, "sap"),
    MAXDB("sap.maxdb", 7210, SqlDialect.STANDARD, "sapdb"),
    TERADATA("teradata", 1025, SqlDialect.STANDARD, "teradata"),
    TRINO("trino", 8080, SqlDialect.STANDARD, "trino"),
    PRESTO("prestodb", 8080, SqlDialect.STANDARD, "presto"),
    VERTICA("vertica", 5433, SqlDialect.STANDARD, "vertica"),
    SNOWFLAKE("snowflake", 443, SqlDialect.UNKNOWN, "snowflake"),
    HIVE("hive", 10000, SqlDialect.UNKNOWN, "hive2,hive"),
    INTERSYSTEMS("intersystems.cache", 1972, SqlDialect.STANDARD, "cache,iris"),
    OTHER("other_sql", -1, SqlDialect.UNKNOWN, "");

    private final String systemName;
    private final int defaultPort;
    private final SqlDialect dialect;
    /** What follows {@code jdbc:} in URLs, separated by commas. */
    private final String subprotocols;

    DatabaseSystem(String systemName, int defaultPort, SqlDialect dialect, String subprotocols) {
        this.systemName = systemName;
        this.defaultPort = defaultPort;
        this.dialect = dialect;
        this.subprotocols = subprotocols;
    }

    /** @param subprotocol what follows {@code jdbc:} in a URL, in lower case */
    static @Nullable DatabaseSystem bySubprotocol(String subprotocol) {
        for (DatabaseSystem system : values()) {
            if (("," + system.subprotocols + ",").contains("," + subprotocol + ",") && !subprotocol.isEmpty()) {
                return system;
            }
        }
        return null;
    }

    /** As in {@code db.system.name}. */
    public String systemName() {
        return systemName;
    }

    /** -1 if there is none. */
    public int defaultPort() {
        return defaultPort;
    }

    public SqlDialect dialect() {
        return dialect;
    }
}
