// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import dapper.bootstrap.db.sql.SqlDialect;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database product: its {@code db.system.name}, its default port, its dialect, and the syntax of its URLs. Names are
 * those of the semantic conventions; for other products, which may have custom names, the product's name in lower case.
 */
public enum DatabaseSystem {
    POSTGRESQL(
            "postgresql",
            5432,
            SqlDialect.POSTGRESQL,
            UrlGrammar.ENCODED,
            "postgresql,pgsql,edb,postgis,timescaledb,pgvector"),
    COCKROACHDB("cockroachdb", 26257, SqlDialect.POSTGRESQL, UrlGrammar.ENCODED, "cockroachdb,cockroach"),
    YUGABYTEDB("yugabytedb", 5433, SqlDialect.POSTGRESQL, UrlGrammar.ENCODED, "yugabytedb,yugabyte"),
    GREENPLUM("greenplum", 5432, SqlDialect.POSTGRESQL, UrlGrammar.ENCODED, "databasename,database", "greenplum"),
    REDSHIFT("aws.redshift", 5439, SqlDialect.POSTGRESQL, UrlGrammar.ENCODED, "redshift"),
    OPENGAUSS("opengauss", 5432, SqlDialect.UNKNOWN, UrlGrammar.ENCODED, "opengauss"),
    GAUSSDB("gaussdb", 8000, SqlDialect.UNKNOWN, UrlGrammar.ENCODED, "gaussdb"),
    KINGBASE("kingbase", 54321, SqlDialect.UNKNOWN, UrlGrammar.ENCODED, "kingbase8,kingbase"),
    POLARDB("polardb", 5432, SqlDialect.UNKNOWN, UrlGrammar.ENCODED, "polardb"),
    MYSQL("mysql", 3306, SqlDialect.MYSQL, UrlGrammar.ENCODED, "dbname", "mysql,mysqlx"),
    MARIADB("mariadb", 3306, SqlDialect.MYSQL, UrlGrammar.AUTHORITY, "", "mariadb"),
    SINGLESTORE("singlestore", 3306, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "singlestore,memsql"),
    OCEANBASE("oceanbase", 2881, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "oceanbase"),
    ORACLE("oracle.db", 1521, SqlDialect.ORACLE, UrlGrammar.ORACLE, "servicename,sid", "oracle"),
    TIBERO("tibero", 8629, SqlDialect.UNKNOWN, UrlGrammar.ORACLE, "", "tibero"),
    /** The jTDS driver uses the same syntax. */
    SQL_SERVER(
            "microsoft.sql_server",
            1433,
            SqlDialect.SQL_SERVER,
            UrlGrammar.AUTHORITY,
            "instancename,instance|databasename,database",
            "sqlserver"),
    SYBASE("sybase", 5000, SqlDialect.SYBASE, "sybase"),
    DB2("ibm.db2", 50000, SqlDialect.STANDARD, UrlGrammar.COLON_PARAMETERS, "databasename,locationname", "db2,as400"),
    INFORMIX(
            "ibm.informix",
            9088,
            SqlDialect.INFORMIX,
            UrlGrammar.COLON_PARAMETERS,
            "databasename",
            "informix-sqli,informix"),
    NETEZZA("ibm.netezza", 5480, SqlDialect.POSTGRESQL, "netezza"),
    H2("h2database", 9092, SqlDialect.STANDARD, UrlGrammar.EMBEDDABLE, "", "h2"),
    HSQLDB("hsqldb", 9001, SqlDialect.STANDARD, UrlGrammar.EMBEDDABLE, "", "hsqldb"),
    DERBY("derby", 1527, SqlDialect.STANDARD, UrlGrammar.EMBEDDABLE, "databasename", "derby"),
    SQLITE("sqlite", -1, SqlDialect.SQLITE, UrlGrammar.FILE, "", "sqlite"),
    DUCKDB("duckdb", -1, SqlDialect.POSTGRESQL, UrlGrammar.FILE, "", "duckdb"),
    ACCESS("microsoft.access", -1, SqlDialect.UNKNOWN, UrlGrammar.FILE, "", "ucanaccess"),
    CLICKHOUSE("clickhouse", 8123, SqlDialect.UNKNOWN, "clickhouse,ch"),
    FIREBIRD("firebirdsql", 3050, SqlDialect.UNKNOWN, UrlGrammar.FIREBIRD, "", "firebirdsql,firebird"),
    HANA("sap.hana", 30015, SqlDialect.STANDARD, "sap"),
    MAXDB("sap.maxdb", 7210, SqlDialect.STANDARD, "sapdb"),
    TERADATA("teradata", 1025, SqlDialect.STANDARD, UrlGrammar.COMMA_PARAMETERS, "database", "teradata"),
    TRINO("trino", 8080, SqlDialect.STANDARD, UrlGrammar.AUTHORITY, "", "trino"),
    PRESTO("prestodb", 8080, SqlDialect.STANDARD, UrlGrammar.AUTHORITY, "", "presto"),
    VERTICA("vertica", 5433, SqlDialect.UNKNOWN, "vertica"),
    SNOWFLAKE(
            "snowflake", 443, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "db,database,databasename|schema", "snowflake"),
    DATABRICKS("databricks", 443, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "conncatalog|connschema", "databricks"),
    SPARK("spark", 10000, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "conncatalog|connschema", "spark"),
    HIVE("hive", 10000, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "hive2,hive"),
    IMPALA("impala", 21050, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "impala"),
    KYLIN("kylin", 7070, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "kylin"),
    DRILL("drill", 31010, SqlDialect.UNKNOWN, UrlGrammar.KEYED, "schema", "drill"),
    DREMIO("dremio", 31010, SqlDialect.UNKNOWN, UrlGrammar.KEYED, "schema", "dremio"),
    CALCITE("calcite", -1, SqlDialect.UNKNOWN, UrlGrammar.KEYED, "schema", "calcite"),
    /** A protocol of several products. */
    AVATICA("other_sql", 8765, SqlDialect.UNKNOWN, UrlGrammar.KEYED, "", "avatica"),
    PHOENIX("phoenix", 2181, SqlDialect.UNKNOWN, UrlGrammar.PHOENIX, "schema", "phoenix"),
    IGNITE("ignite", 10800, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "schema", "ignite"),
    BIGQUERY(
            "gcp.bigquery",
            443,
            SqlDialect.UNKNOWN,
            UrlGrammar.AUTHORITY,
            "projectid,project|defaultdataset,dataset",
            "bigquery,googlebigquery"),
    SPANNER("gcp.spanner", 443, SqlDialect.UNKNOWN, UrlGrammar.SPANNER, "", "cloudspanner,spanner"),
    ATHENA("aws.athena", 443, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "catalog|database,schema", "athena,awsathena"),
    CASSANDRA("cassandra", 9042, SqlDialect.CQL, UrlGrammar.AUTHORITY, "keyspacename", "cassandra"),
    MONGODB("mongodb", 27017, SqlDialect.UNKNOWN, "mongodb,mongo"),
    COUCHBASE("couchbase", -1, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "couchbase"),
    ELASTICSEARCH("elasticsearch", 9200, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "es,elasticsearch"),
    OPENSEARCH("opensearch", 9200, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "opensearch,elasticsearch-opendistro"),
    NEO4J("neo4j", 7687, SqlDialect.UNKNOWN, "neo4j"),
    DM("dm", 5236, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "schema", "dm"),
    EXASOL("exasol", 8563, SqlDialect.UNKNOWN, UrlGrammar.EXASOL, "schema", "exa"),
    INGRES("actian.ingres", -1, SqlDialect.UNKNOWN, "ingres"),
    PERVASIVE("pervasive", 1583, SqlDialect.UNKNOWN, "pervasive"),
    OPENEDGE("openedge", -1, SqlDialect.UNKNOWN, "openedge"),
    DENODO("denodo", 9999, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "denodo,vdb"),
    VIRTUOSO("virtuoso", 1111, SqlDialect.UNKNOWN, UrlGrammar.SLASH_PARAMETERS, "database", "virtuoso"),
    ALTIBASE("altibase", 20300, SqlDialect.UNKNOWN, "altibase"),
    CUBRID("cubrid", 33000, SqlDialect.UNKNOWN, UrlGrammar.CUBRID, "", "cubrid"),
    VOLTDB("voltdb", 21212, SqlDialect.UNKNOWN, "voltdb"),
    TDENGINE("tdengine", 6030, SqlDialect.UNKNOWN, "taos,taos-rs,taos-ws"),
    INTERSYSTEMS("intersystems.cache", 1972, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "cache,iris"),
    OTHER("other_sql", -1, SqlDialect.UNKNOWN, UrlGrammar.AUTHORITY, "", "");

    private static final Map<String, DatabaseSystem> BY_SUBPROTOCOL = new HashMap<>();

    static {
        for (DatabaseSystem system : values()) {
            for (String subprotocol : system.subprotocols.split(",")) {
                BY_SUBPROTOCOL.put(subprotocol, system);
            }
        }
    }

    private final String systemName;
    private final int defaultPort;
    private final SqlDialect dialect;
    private final UrlGrammar grammar;
    /** Parameters that name the database: levels separated by bars, alternative names by commas, in lower case. */
    private final String namespaceKeys;
    /** The sub-protocols after {@code jdbc:} in URLs, separated by commas. */
    private final String subprotocols;

    DatabaseSystem(String systemName, int defaultPort, SqlDialect dialect, String subprotocols) {
        this(systemName, defaultPort, dialect, UrlGrammar.AUTHORITY, "databasename,database", subprotocols);
    }

    /** PostgreSQL, its descendants and what speaks like it. */
    DatabaseSystem(String systemName, int defaultPort, SqlDialect dialect, UrlGrammar grammar, String subprotocols) {
        this(systemName, defaultPort, dialect, grammar, "pgdbname,dbname", subprotocols);
    }

    DatabaseSystem(
            String systemName,
            int defaultPort,
            SqlDialect dialect,
            UrlGrammar grammar,
            String namespaceKeys,
            String subprotocols) {
        this.systemName = systemName;
        this.defaultPort = defaultPort;
        this.dialect = dialect;
        this.grammar = grammar;
        this.namespaceKeys = namespaceKeys;
        this.subprotocols = subprotocols;
    }

    /**
     * @param subprotocol the part after {@code jdbc:} in a URL, in lower case; {@code name+variant} is read as
     *     {@code name}
     */
    static @Nullable DatabaseSystem bySubprotocol(String subprotocol) {
        if (subprotocol.isEmpty()) {
            return null;
        }
        int plus = subprotocol.indexOf('+');
        return BY_SUBPROTOCOL.get(plus < 0 ? subprotocol : subprotocol.substring(0, plus));
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

    UrlGrammar grammar() {
        return grammar;
    }

    String namespaceKeys() {
        return namespaceKeys;
    }
}
