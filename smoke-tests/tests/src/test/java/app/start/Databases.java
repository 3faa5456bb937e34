// SPDX-License-Identifier: Apache-2.0
package app.start;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens a database while it is initialised: drivers, connections and statements are woven. */
final class Databases {
    static final int ROWS;

    static {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table item (id int primary key)");
            ROWS = statement.executeUpdate("insert into item values (1), (2)") + Pools.ANSWER;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Databases() {}
}
