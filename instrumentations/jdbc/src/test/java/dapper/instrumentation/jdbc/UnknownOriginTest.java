// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.SpanAssert;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DelegatingConnection;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements whose origin only the nested statements reveal, with a pool that has one connection. */
@ExtendWith(AgentExtension.class)
class UnknownOriginTest {
    private static HikariDataSource pool;

    private final AtomicInteger borrowed = new AtomicInteger();

    @BeforeAll
    static void open() {
        pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:routed");
        pool.setUsername("sa");
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(60_000);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void aConnectionThatRoutesStatementsBorrowsNoSecondConnection() throws Exception {
        for (int i = 1; i <= 3; i++) {
            try (Connection router = router();
                    Statement statement = router.createStatement();
                    ResultSet result = statement.executeQuery("SELECT 42")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getInt(1)).isEqualTo(42);
            }
            assertThat(borrowed).hasValue(i);
            assertH2(AgentExtension.spans().takeOne(), "SELECT ?");
        }
    }

    @Test
    void aBatchThatIsRouted() throws Exception {
        try (Connection router = router();
                Statement statement = router.createStatement()) {
            statement.addBatch("DROP TABLE IF EXISTS a");
            statement.addBatch("DROP TABLE IF EXISTS b");
            statement.executeBatch();
        }
        assertThat(AgentExtension.spans().takeOne())
                .hasName("BATCH")
                .hasExactlyAttributes(
                        "db.system.name", "h2database",
                        "db.namespace", "routed",
                        "db.query.text", "DROP TABLE IF EXISTS a; DROP TABLE IF EXISTS b",
                        "db.query.summary", "BATCH",
                        "db.operation.batch.size", 2);
    }

    /** Its statements take a connection of the pool when they are executed. */
    private Connection router() throws Exception {
        Connection[] self = new Connection[1];
        self[0] = WovenObjects.of(Connection.class, (router, method, arguments) -> {
            switch (method.getName()) {
                case "createStatement":
                    return routed(self[0]);
                case "getMetaData":
                    try (Connection second = pooled()) {
                        return second.getMetaData();
                    }
                case "close":
                    return null;
                default:
                    throw new SQLException("which connection?");
            }
        });
        return self[0];
    }

    private Statement routed(Connection router) throws Exception {
        Connection[] real = new Connection[1];
        Statement[] target = new Statement[1];
        return WovenObjects.of(Statement.class, (statement, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return router;
            }
            if (real[0] == null) {
                real[0] = pooled();
                target[0] = real[0].createStatement();
            }
            Object answer = invoke(target[0], method, arguments);
            if (method.getName().equals("close")) {
                real[0].close();
            }
            return answer;
        });
    }

    private Connection pooled() throws SQLException {
        borrowed.incrementAndGet();
        return ((DataSource) pool).getConnection();
    }

    private static final class Wrapper extends DelegatingPreparedStatement {
        Wrapper(DelegatingConnection<?> connection, PreparedStatement statement) {
            super(connection, statement);
        }
    }

    /** Like Payara and GlassFish. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxyAroundAWrapperThatNobodyPrepared(boolean wovenConnection) throws Exception {
        try (Connection real = pooled()) {
            InvocationHandler handler = (self, method, arguments) -> {
                if (!method.getName().equals("prepareStatement")) {
                    return invoke(real, method, arguments);
                }
                PreparedStatement inner = (PreparedStatement) invoke(real, method, arguments);
                PreparedStatement wrapper = new Wrapper(new DelegatingConnection<>(real), inner);
                return proxy(PreparedStatement.class, (proxy, called, given) -> invoke(wrapper, called, given));
            };
            Connection connection =
                    wovenConnection ? WovenObjects.of(Connection.class, handler) : proxy(Connection.class, handler);
            for (int i = 0; i < 3; i++) {
                try (PreparedStatement statement = connection.prepareStatement("SELECT 1 + ?")) {
                    statement.setInt(1, i);
                    statement.executeQuery().close();
                }
                assertH2(AgentExtension.spans().takeOne(), "SELECT 1 + ?");
            }
        }
    }

    private static void assertH2(dapper.javaagent.testing.RecordedSpan span, String sql) {
        SpanAssert.assertThat(span)
                .hasName("SELECT")
                .hasNoError()
                .hasExactlyAttributes(
                        "db.system.name", "h2database",
                        "db.namespace", "routed",
                        "db.query.text", sql,
                        "db.query.summary", "SELECT");
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(UnknownOriginTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
