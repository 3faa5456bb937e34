// SPDX-License-Identifier: Apache-2.0
package shop.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** H2 in memory behind a HikariCP pool. */
final class Database {
    private Database() {}

    static DataSource open() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:archive;DB_CLOSE_DELAY=-1");
        config.setUsername("shop");
        config.setMaximumPoolSize(4);
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"orders", "invoice", "parcel", "refund"}) {
                statement.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY, cents INT)");
                statement.execute("INSERT INTO " + table + " VALUES (1, 250)");
            }
        }
        return pool;
    }

    /** Executes one statement on its own connection. */
    static int cents(DataSource database, String table, int id) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT cents FROM " + table + " WHERE id = ?")) {
            query.setInt(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
