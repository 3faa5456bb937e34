// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Every implementation of JDBC, both drivers and pools; which of them makes the span is decided at run time. */
public final class JdbcInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jdbc.";

    private static final ElementMatcher.Junction<MethodDescription> EXECUTE =
            isPublic().and(namedOneOf("execute", "executeQuery", "executeUpdate", "executeLargeUpdate"));

    /** Some drivers execute statements to check a connection, or to change its session. */
    private static final ElementMatcher.Junction<MethodDescription> SESSION = namedOneOf(
            "isValid",
            "getSchema",
            "setSchema",
            "getCatalog",
            "setCatalog",
            "getTransactionIsolation",
            "setTransactionIsolation",
            "setSavepoint",
            "releaseSavepoint");

    /** MariaDB's driver executes statements for these until version 2, MySQL's to roll back to a savepoint. */
    private static final ElementMatcher.Junction<MethodDescription> TRANSACTION =
            namedOneOf("commit", "rollback", "setAutoCommit", "setReadOnly");

    private static final ElementMatcher.Junction<MethodDescription> XA =
            namedOneOf("start", "end", "prepare", "commit", "rollback", "recover", "forget");

    /** The drivers' resources that execute statements for distributed transactions. */
    private static final String[] XA_RESOURCES = {
        "org.postgresql.xa.PGXAConnection",
        "com.mysql.cj.jdbc.MysqlXAConnection",
        "com.mysql.jdbc.jdbc2.optional.MysqlXAConnection",
        "org.mariadb.jdbc.MariaXaResource",
        "org.mariadb.jdbc.MariaDbPoolConnection$MariaDbXAResource",
        "org.mariadb.jdbc.MariaDbPoolPinnedConnection$MariaDbXAPinnedResource",
        "org.h2.jdbcx.JdbcXAConnection",
        "com.microsoft.sqlserver.jdbc.SQLServerXAResource",
        "oracle.jdbc.xa.client.OracleXAResource",
        "net.sourceforge.jtds.jdbcx.JtdsXAResource",
    };

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf("java.sql.Driver")
                        .advice(
                                // Oracle's own data source passes a third argument.
                                named("connect")
                                        .and(takesArgument(0, String.class))
                                        .and(takesArgument(1, Properties.class)),
                                PACKAGE + "ConnectAdvice"),
                // Called by the drivers' own data sources instead of Driver.connect.
                TypeInstrumentation.named("org.hsqldb.jdbc.JDBCDriver", "org.sqlite.JDBC")
                        .advice(
                                namedOneOf("getConnection", "createConnection")
                                        .and(takesArguments(String.class, Properties.class)),
                                PACKAGE + "ConnectAdvice"),
                TypeInstrumentation.named(
                                "org.h2.jdbc.JdbcConnection",
                                "org.apache.derby.impl.jdbc.EmbedConnection",
                                "com.mysql.cj.jdbc.ConnectionImpl",
                                "org.mariadb.jdbc.Connection")
                        .advice(isConstructor(), PACKAGE + "NewConnectionAdvice"),
                TypeInstrumentation.named("com.mysql.cj.conf.HostInfo")
                        .advice(
                                isConstructor()
                                        .and(takesArgument(1, String.class))
                                        .and(takesArgument(2, int.class)),
                                PACKAGE + "MysqlHostAdvice"),
                TypeInstrumentation.named("org.mariadb.jdbc.Configuration")
                        .advice(
                                // With a second argument in newer versions.
                                named("buildUrl").and(takesArguments(1).or(takesArguments(2))),
                                PACKAGE + "MariadbConfigurationAdvice"),
                TypeInstrumentation.named("com.microsoft.sqlserver.jdbc.SQLServerConnection")
                        .advice(
                                named("connect").and(takesArgument(0, Properties.class)),
                                PACKAGE + "SqlServerConnectAdvice"),
                TypeInstrumentation.subtypesOf("java.sql.Connection")
                        .advice(isPublic().and(named("createStatement")), PACKAGE + "MakeAdvice")
                        .advice(isPublic().and(SESSION), PACKAGE + "OwnWorkAdvice")
                        .advice(
                                isPublic()
                                        .and(nameStartsWith("prepareStatement").or(nameStartsWith("prepareCall")))
                                        .and(takesArgument(0, String.class)),
                                PACKAGE + "PrepareAdvice"),
                TypeInstrumentation.named(
                                "org.mariadb.jdbc.MariaDbConnection",
                                "com.mysql.cj.jdbc.ConnectionImpl",
                                "com.mysql.jdbc.ConnectionImpl")
                        .advice(isPublic().and(TRANSACTION), PACKAGE + "OwnWorkAdvice"),
                // The thread with which MySQL's driver 5 stops a statement that takes too long.
                TypeInstrumentation.named("com.mysql.jdbc.StatementImpl$CancelTask$1")
                        .advice(isPublic().and(named("run")), PACKAGE + "OwnWorkAdvice"),
                TypeInstrumentation.named(XA_RESOURCES).advice(isPublic().and(XA), PACKAGE + "OwnWorkAdvice"),
                statements(TypeInstrumentation.subtypesOf("java.sql.Statement")),
                preparedStatements(TypeInstrumentation.subtypesOf("java.sql.PreparedStatement")),
                // These contain the methods of SQLite's statements, but only their subclasses implement the interfaces
                // of statements.
                statements(TypeInstrumentation.named("org.sqlite.jdbc3.JDBC3Statement")),
                preparedStatements(TypeInstrumentation.named("org.sqlite.jdbc3.JDBC3PreparedStatement")));
    }

    private static TypeInstrumentation statements(TypeInstrumentation types) {
        return types.advice(EXECUTE.and(takesArgument(0, String.class)), PACKAGE + "ExecuteTextAdvice")
                .advice(
                        isPublic()
                                .and(namedOneOf("executeBatch", "executeLargeBatch"))
                                .and(takesArguments(0)),
                        PACKAGE + "ExecuteBatchAdvice")
                .advice(isPublic().and(named("addBatch")).and(takesArguments(String.class)), PACKAGE + "AddBatchAdvice")
                .advice(isPublic().and(named("clearBatch")).and(takesArguments(0)), PACKAGE + "ClearBatchAdvice")
                .advice(isPublic().and(named("cancel")).and(takesArguments(0)), PACKAGE + "OwnWorkAdvice")
                .advice(isPublic().and(named("close")).and(takesArguments(0)), PACKAGE + "CloseAdvice");
    }

    private static TypeInstrumentation preparedStatements(TypeInstrumentation types) {
        return types.advice(EXECUTE.and(takesArguments(0)), PACKAGE + "ExecutePreparedAdvice");
    }
}
