// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mybatis.v3_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.DbCalls;
import dapper.javaagent.testing.AgentExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JDBC is not woven here: the connections make a call where MyBatis prepares a statement. */
@ExtendWith(AgentExtension.class)
class MyBatisTest {
    interface OrderMapper {
        @Select("SELECT 7")
        int find();

        @Insert("CREATE TABLE IF NOT EXISTS orders (id INT)")
        void create();

        @Select("SELECT nothing FROM nowhere")
        int fail();
    }

    private final SqlSessionFactory sessions = sessions();

    private static SqlSessionFactory sessions() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:mybatis;DB_CLOSE_DELAY=-1");
        DataSource source = proxy(DataSource.class, h2, "");
        Configuration configuration = new Configuration(new Environment("test", new JdbcTransactionFactory(), source));
        configuration.addMapper(OrderMapper.class);
        return new SqlSessionFactoryBuilder().build(configuration);
    }

    /** Makes a call where one method of the object is called, or of a connection that it returns. */
    private static <T> T proxy(Class<T> type, T object, String watched) {
        return type.cast(Proxy.newProxyInstance(
                MyBatisTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(watched)) {
                        jdbcCall();
                    }
                    try {
                        Object result = method.invoke(object, arguments);
                        return result instanceof Connection
                                ? proxy(Connection.class, (Connection) result, "prepareStatement")
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static void jdbcCall() {
        Call call = DbCalls.startText(new Object(), "SELECT 1");
        if (call != null) {
            DbCalls.end(call, null, null, 0);
        }
    }

    private void inSession(Consumer<OrderMapper> work) {
        SqlSession session = sessions.openSession();
        try {
            work.accept(session.getMapper(OrderMapper.class));
        } finally {
            session.close();
        }
    }

    private static void assertFunction(String method) {
        assertThat(spans().takeOne()).hasAttribute("code.function.name", OrderMapper.class.getName() + "." + method);
    }

    @Test
    void jdbcCallsHaveTheNameOfTheMappersMethod() {
        inSession(orders -> assertThat(orders.find()).isEqualTo(7));
        assertFunction("find");

        inSession(OrderMapper::create);
        assertFunction("create");
    }

    @Test
    void theNameIsGoneAfterwards() {
        inSession(orders -> assertThatThrownBy(orders::fail).isInstanceOf(RuntimeException.class));
        assertFunction("fail");

        jdbcCall();

        assertThat(spans().takeOne()).hasNoAttribute("code.function.name");
    }
}
