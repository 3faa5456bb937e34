// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.javaagent.testing.AgentExtension;
import dapper.sampling.testing.ReservedPort;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.apache.derby.drda.NetworkServerControl;
import org.apache.derby.jdbc.ClientDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data sources that drivers of databases come with whose servers are not in the build. */
@ExtendWith(AgentExtension.class)
class VendorDataSourcesTest {
    static {
        System.setProperty("derby.stream.error.field", "java.lang.System.err");
    }

    /** Each call of a method of a data source, and by whom: the next class on the stack that is not the method's own. */
    public static final class Calls {
        static final List<String> ALL = Collections.synchronizedList(new ArrayList<>());

        private Calls() {}

        @RuntimeType
        public static Object call(@Origin Method method, @SuperCall Callable<?> original) throws Exception {
            boolean ours = Arrays.stream(new Throwable().getStackTrace())
                    .anyMatch(frame -> frame.getClassName().startsWith("dapper.bootstrap."));
            ALL.add(method.getName() + (ours ? " by the agent" : ""));
            return original.call();
        }
    }

    /** A class, and the setters of server, port and database. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.mysql.cj.jdbc.MysqlDataSource setServerName setPort setDatabaseName",
                "org.mariadb.jdbc.MariaDbDataSource setUrl - -",
                "org.postgresql.ds.PGSimpleDataSource setServerName setPortNumber setDatabaseName",
                "com.microsoft.sqlserver.jdbc.SQLServerDataSource setServerName setPortNumber setDatabaseName",
                "oracle.jdbc.pool.OracleDataSource setServerName setPortNumber setServiceName",
                "com.ibm.db2.jcc.DB2SimpleDataSource setServerName setPortNumber setDatabaseName",
                "org.apache.derby.jdbc.ClientDataSource setServerName setPortNumber setDatabaseName",
                "org.firebirdsql.ds.FBSimpleDataSource setServerName setPortNumber setDatabaseName",
            })
    void theAgentAsksADataSourceNothing(String row) throws Exception {
        String[] words = row.split(" ");
        List<String> unrecorded = calls(words, false);
        List<String> recorded = calls(words, true);
        assertThat(recorded).isNotEmpty().isEqualTo(unrecorded);
        assertThat(recorded).noneMatch(call -> call.endsWith("by the agent"));
    }

    private static List<String> calls(String[] words, boolean recorded) throws Exception {
        AgentExtension.sampling(recorded);
        try (ReservedPort closed = new ReservedPort()) {
            DataSource source = counting(Class.forName(words[0]));
            if (words[1].equals("setUrl")) {
                set(source, "setUrl", "jdbc:mariadb://127.0.0.1:" + closed.number() + "/shop");
            } else {
                set(source, words[1], "127.0.0.1");
                set(source, words[2], closed.number());
                set(source, words[3], "shop");
            }
            if (words[0].startsWith("oracle.")) {
                set(source, "setDriverType", "thin");
            } else if (words[0].startsWith("com.ibm.")) {
                set(source, "setDriverType", 4);
            }
            Calls.ALL.clear();
            assertThatThrownBy(() -> source.getConnection("bob", "secret")).isInstanceOf(SQLException.class);
            return new ArrayList<>(Calls.ALL);
        } finally {
            AgentExtension.sampling(true);
        }
    }

    private static DataSource counting(Class<?> type) throws ReflectiveOperationException {
        return (DataSource) new ByteBuddy()
                .subclass(type)
                .method(ElementMatchers.isPublic())
                .intercept(MethodDelegation.to(Calls.class))
                .make()
                .load(VendorDataSourcesTest.class.getClassLoader())
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance();
    }

    private static void set(Object source, String setter, Object value) throws ReflectiveOperationException {
        for (Method method : source.getClass().getMethods()) {
            if (method.getName().equals(setter) && method.getParameterCount() == 1) {
                method.invoke(source, value);
                return;
            }
        }
        throw new NoSuchMethodException(setter);
    }

    /** Its data source makes the connection without a URL, so only the product is known. */
    @Test
    void derbysNetworkClient() throws Exception {
        AgentExtension.sampling(false);
        // Derby's server does not give away which port it found.
        try (ReservedPort port = new ReservedPort()) {
            NetworkServerControl server = new NetworkServerControl(InetAddress.getLoopbackAddress(), port.number());
            server.start(new PrintWriter(System.err, true));
            try {
                awaitStart(server);
                executeOne(port.number());
            } finally {
                server.shutdown();
            }
        } finally {
            AgentExtension.sampling(true);
        }
        // The server runs here, too, and its own statement is a span of its thread.
        assertThat(AgentExtension.spans().take(2))
                .allSatisfy(span -> assertThat(span).hasAttribute("db.system.name", "derby"));
    }

    private static void executeOne(int port) throws SQLException {
        ClientDataSource source = new ClientDataSource();
        source.setServerName("127.0.0.1");
        source.setPortNumber(port);
        source.setDatabaseName("memory:vendor");
        source.setCreateDatabase("create");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            AgentExtension.sampling(true);
            statement.execute("VALUES 1");
            AgentExtension.sampling(false);
        }
    }

    private static void awaitStart(NetworkServerControl server) throws Exception {
        for (long end = System.nanoTime() + 60_000_000_000L; ; ) {
            try {
                server.ping();
                return;
            } catch (Exception e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }
}
