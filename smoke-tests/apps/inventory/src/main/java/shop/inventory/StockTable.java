// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The tables of products and reservations. */
final class StockTable {
    private final DataSource database;

    StockTable(DataSource database) {
        this.database = database;
    }

    List<Stock> all() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT id, name, quantity FROM stock ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            List<Stock> stocks = new ArrayList<>();
            while (rows.next()) {
                stocks.add(read(rows));
            }
            return stocks;
        }
    }

    Optional<Stock> byId(int id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT id, name, quantity FROM stock WHERE id = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** Returns false and changes nothing if there are not that many. */
    boolean reserve(int id, int quantity) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean reserved = take(connection, id, quantity);
            connection.commit();
            return reserved;
        }
    }

    /** Adds the delivered quantities, all products in one batch. */
    int deliver(Map<Integer, Integer> quantities) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE stock SET quantity = quantity + ? WHERE id = ?")) {
            for (Map.Entry<Integer, Integer> delivered : quantities.entrySet()) {
                update.setInt(1, delivered.getValue());
                update.setInt(2, delivered.getKey());
                update.addBatch();
            }
            return update.executeBatch().length;
        }
    }

    private static boolean take(Connection connection, int id, int quantity) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE stock SET quantity = quantity - ? WHERE id = ? AND quantity >= ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO reservation (stock_id, quantity) VALUES (?, ?)")) {
            update.setInt(1, quantity);
            update.setInt(2, id);
            update.setInt(3, quantity);
            if (update.executeUpdate() == 0) {
                return false;
            }
            insert.setInt(1, id);
            insert.setInt(2, quantity);
            insert.executeUpdate();
            return true;
        }
    }

    private static Stock read(ResultSet row) throws SQLException {
        return new Stock(row.getInt("id"), row.getString("name"), row.getInt("quantity"));
    }
}
