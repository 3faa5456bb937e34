// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** H2 in memory behind a HikariCP pool. */
final class Database {
    private Database() {}

    static DataSource open() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:inventory;DB_CLOSE_DELAY=-1");
        config.setUsername("shop");
        config.setMaximumPoolSize(4);
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE stock (id INT PRIMARY KEY, name VARCHAR(40), quantity INT)");
            statement.execute("CREATE TABLE reservation (stock_id INT, quantity INT)");
            statement.execute("INSERT INTO stock VALUES (1, 'kettle', 1000000), (2, 'lamp', 1000000), (3, 'chair', 0)");
        }
        return pool;
    }
}
