// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Prices and receipts, in H2 in memory behind H2's own pool. */
final class PriceTable {
    private final DataSource database = JdbcConnectionPool.create("jdbc:h2:mem:worker;DB_CLOSE_DELAY=-1", "shop", "");

    PriceTable() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE price (id INT PRIMARY KEY, cents INT)");
            statement.execute("CREATE TABLE receipt (number IDENTITY PRIMARY KEY, cents INT)");
            statement.execute("INSERT INTO price VALUES (1, 2999), (2, 1499), (3, 8900)");
        }
    }

    /** Returns the price in cents; 0 for a product without a price. */
    int price(int id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT cents FROM price WHERE id = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read a price", e);
        }
    }

    void insertReceipt(int cents) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO receipt (cents) VALUES (?)")) {
            insert.setInt(1, cents);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write a receipt", e);
        }
    }
}
