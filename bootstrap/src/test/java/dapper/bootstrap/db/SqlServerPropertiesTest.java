// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.DatabaseSystem;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SqlServerPropertiesTest {
    @Test
    void takesTheDatabaseAsItIs() {
        Properties properties = new Properties();
        properties.setProperty("serverName", "db");
        properties.setProperty("instanceName", "i");
        properties.setProperty("portNumber", "1434");
        properties.setProperty("databaseName", "my;d}b");
        properties.setProperty("password", "pw");
        Object connection = new Object();

        JdbcObjects.sqlServer(connection, properties);

        assertThat(JdbcObjects.connection(connection))
                .isEqualTo(new ConnectionInfo(DatabaseSystem.SQL_SERVER, "i|my;d}b", "db", 1434));
    }
}
