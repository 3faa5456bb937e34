// SPDX-License-Identifier: Apache-2.0
package orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** H2 in memory behind a HikariCP pool. Its size stays constant in use. */
final class Database {
    static final int ROWS = 100;

    private Database() {}

    static HikariDataSource open(int connections) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
        config.setUsername("orders");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(4);
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customer (id INT PRIMARY KEY, name VARCHAR(40), status VARCHAR(10))");
            statement.execute("CREATE TABLE purchase (id INT PRIMARY KEY, customer INT, product INT, views INT)");
            statement.execute("CREATE TABLE stock (product INT PRIMARY KEY, quantity INT)");
            for (int i = 0; i < ROWS; i++) {
                statement.addBatch("INSERT INTO customer VALUES (" + i + ", 'customer " + i + "', 'active')");
                statement.addBatch("INSERT INTO purchase VALUES (" + i + ", " + (ROWS - 1 - i) + ", " + i + ", 0)");
                statement.addBatch("INSERT INTO stock VALUES (" + i + ", 1000)");
            }
            statement.executeBatch();
        }
        return pool;
    }

    /** The first column of the first row, as text; the statement has one parameter. */
    static String select(DataSource database, String sql, int parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no row " + parameter);
                }
                return rows.getString(1);
            }
        }
    }

    static void update(DataSource database, String sql, int parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, parameter);
            statement.executeUpdate();
        }
    }
}
