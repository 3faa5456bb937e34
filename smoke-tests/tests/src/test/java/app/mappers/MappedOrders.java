// SPDX-License-Identifier: Apache-2.0
package app.mappers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.h2.jdbcx.JdbcDataSource;

/** Reads and writes orders in H2 by a mapper of MyBatis, and creates and drops their table without one. */
public final class MappedOrders {
    /** The mapper. */
    public interface OrderMapper {
        @Insert("INSERT INTO orders (id) VALUES (#{id})")
        int add(int id);

        @Select("SELECT count(*) FROM orders")
        int count();
    }

    private MappedOrders() {}

    public static void main(String[] args) throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
        execute(database, "CREATE TABLE orders (id INT)");
        Configuration configuration =
                new Configuration(new Environment("orders", new JdbcTransactionFactory(), database));
        configuration.addMapper(OrderMapper.class);
        SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
        try (SqlSession session = sessions.openSession()) {
            OrderMapper orders = session.getMapper(OrderMapper.class);
            orders.add(7);
            System.out.println(orders.count() + " orders");
        }
        execute(database, "DROP TABLE orders");
    }

    private static void execute(JdbcDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
