// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.DatabaseSystem;
import dapper.bootstrap.db.url.JdbcUrl;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the product by the class of a connection, where nobody saw a URL: most drivers have a data source of their own
 * that opens connections in its own way. Only the name of the class is looked at.
 */
final class DriverPackages {
    private static final Object[][] SYSTEMS = {
        {"com.ibm.db2.", DatabaseSystem.DB2},
        {"com.ibm.as400.access.", DatabaseSystem.DB2},
        {"org.apache.derby.", DatabaseSystem.DERBY},
        {"org.firebirdsql.", DatabaseSystem.FIREBIRD},
        {"com.teradata.", DatabaseSystem.TERADATA},
        {"com.vertica.", DatabaseSystem.VERTICA},
        {"org.mariadb.jdbc.", DatabaseSystem.MARIADB},
        {"com.mysql.", DatabaseSystem.MYSQL},
        {"org.postgresql.", DatabaseSystem.POSTGRESQL},
        {"com.edb.", DatabaseSystem.POSTGRESQL},
        {"com.microsoft.sqlserver.", DatabaseSystem.SQL_SERVER},
        {"oracle.jdbc.", DatabaseSystem.ORACLE},
        {"com.informix.", DatabaseSystem.INFORMIX},
        {"com.sap.db.jdbc.", DatabaseSystem.HANA},
        {"com.sybase.jdbc", DatabaseSystem.SYBASE},
        {"org.h2.", DatabaseSystem.H2},
        {"org.hsqldb.", DatabaseSystem.HSQLDB},
        {"org.sqlite.", DatabaseSystem.SQLITE},
        {"org.duckdb.", DatabaseSystem.DUCKDB},
        {"com.clickhouse.", DatabaseSystem.CLICKHOUSE},
        {"io.trino.jdbc.", DatabaseSystem.TRINO},
        {"com.facebook.presto.jdbc.", DatabaseSystem.PRESTO},
        {"net.snowflake.", DatabaseSystem.SNOWFLAKE},
        {"com.databricks.", DatabaseSystem.DATABRICKS},
        {"com.amazon.redshift.", DatabaseSystem.REDSHIFT},
        {"com.yugabyte.", DatabaseSystem.YUGABYTEDB},
        {"com.kingbase8.", DatabaseSystem.KINGBASE},
        {"com.huawei.gaussdb.", DatabaseSystem.GAUSSDB},
        {"virtuoso.", DatabaseSystem.VIRTUOSO},
        {"org.opengauss.", DatabaseSystem.OPENGAUSS},
        {"com.oceanbase.jdbc.", DatabaseSystem.OCEANBASE},
        {"com.singlestore.jdbc.", DatabaseSystem.SINGLESTORE},
        {"dm.jdbc.", DatabaseSystem.DM},
        {"com.exasol.jdbc.", DatabaseSystem.EXASOL},
        {"com.intersystems.jdbc.", DatabaseSystem.INTERSYSTEMS},
        {"cubrid.jdbc.", DatabaseSystem.CUBRID},
        {"Altibase.jdbc.", DatabaseSystem.ALTIBASE},
        {"org.voltdb.jdbc.", DatabaseSystem.VOLTDB},
        {"com.taosdata.jdbc.", DatabaseSystem.TDENGINE},
        {"org.apache.hive.jdbc.", DatabaseSystem.HIVE},
        {"org.apache.phoenix.jdbc.", DatabaseSystem.PHOENIX},
        {"org.apache.ignite.", DatabaseSystem.IGNITE},
    };

    private static final ClassValue<ConnectionInfo> BY_CLASS = new ClassValue<ConnectionInfo>() {
        @Override
        protected ConnectionInfo computeValue(Class<?> type) {
            String name = type.getName();
            for (Object[] each : SYSTEMS) {
                if (name.startsWith((String) each[0])) {
                    return JdbcObjects.database(JdbcUrl.nowhere((DatabaseSystem) each[1]));
                }
            }
            return ConnectionInfo.UNKNOWN;
        }
    };

    private DriverPackages() {}

    /** The product alone, or null for a class that is no known driver's. */
    static @Nullable ConnectionInfo product(Class<?> connection) {
        ConnectionInfo product = BY_CLASS.get(connection);
        return product.isKnown() ? product : null;
    }
}
