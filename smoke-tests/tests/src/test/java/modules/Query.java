// SPDX-License-Identifier: Apache-2.0
package modules;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/** The main class of a module that uses the module of a database. */
public final class Query {
    private Query() {}

    public static void main(String[] arguments) throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:items");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 40 + 2")) {
            result.next();
            System.out.println(result.getString(1));
        }
    }
}
