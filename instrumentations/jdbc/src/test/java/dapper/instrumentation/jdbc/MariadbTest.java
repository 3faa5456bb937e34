// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.XADataSource;
import org.junit.jupiter.api.Nested;
import org.mariadb.jdbc.MariaDbDataSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** One server, two drivers. */
@Testcontainers(disabledWithoutDocker = true)
class MariadbTest {
    private static final int PORT = 3_306;

    @Container
    private static final GenericContainer<?> SERVER = RealServerContract.container("mariadb:10.11", PORT)
            .withEnv("MARIADB_ROOT_PASSWORD", "root")
            .withEnv("MARIADB_DATABASE", "shop")
            .withEnv("MARIADB_USER", RealServerContract.USER)
            .withEnv("MARIADB_PASSWORD", RealServerContract.PASSWORD)
            .waitingFor(Wait.forSuccessfulCommand("mariadb-admin ping -h127.0.0.1 -ushop -psesame"));

    private abstract static class Contract extends RealServerContract {
        abstract String url();

        static String address() {
            return SERVER.getHost() + ':' + SERVER.getMappedPort(PORT) + "/shop";
        }

        @Override
        protected Connection connect() throws SQLException {
            return DriverManager.getConnection(url(), USER, PASSWORD);
        }

        @Override
        protected Map<String, Object> server() {
            return Map.of("server.address", SERVER.getHost(), "server.port", SERVER.getMappedPort(PORT));
        }

        @Override
        protected String missingTableCode() {
            return "1146";
        }

        @Override
        protected String duplicateKeyCode() {
            return "1062";
        }

        @Override
        protected List<String> procedure() {
            return List.of("CREATE OR REPLACE PROCEDURE noop(IN n INT) SET @x = n");
        }

        @Override
        protected String call() {
            return "{call noop(?)}";
        }

        @Override
        protected String procedureName() {
            return "noop";
        }

        @Override
        protected String longQuery() {
            return "SELECT SLEEP(60)";
        }

        @Override
        protected String runningQueries() {
            return "SELECT count(*) FROM information_schema.processlist WHERE state = 'User sleep'";
        }

        @Override
        protected String serial() {
            return "INT AUTO_INCREMENT";
        }
    }

    @Nested
    class Mariadb extends Contract {
        @Override
        String url() {
            return "jdbc:mariadb://" + address();
        }

        @Override
        protected XADataSource xaDataSource() throws SQLException {
            return new MariaDbDataSource(url());
        }

        /** Not with the connections of version 2. */
        @Override
        protected boolean sourcesAreKnown() {
            try {
                Class.forName("org.mariadb.jdbc.MariaDbConnection");
                return false;
            } catch (ClassNotFoundException e) {
                return true;
            }
        }

        @Override
        protected String system() {
            return "mariadb";
        }
    }

    @Nested
    class Mysql extends Contract {
        /** Version 2 of MariaDB's driver would take it. */
        @Override
        String url() {
            return "jdbc:mysql://" + address() + "?useSSL=false&allowPublicKeyRetrieval=true&disableMariaDbDriver=true";
        }

        @Override
        protected XADataSource xaDataSource() throws Exception {
            Class<?> type;
            try {
                type = Class.forName("com.mysql.cj.jdbc.MysqlXADataSource");
            } catch (ClassNotFoundException e) {
                type = Class.forName("com.mysql.jdbc.jdbc2.optional.MysqlXADataSource");
            }
            Object source = type.getConstructor().newInstance();
            type.getMethod("setUrl", String.class).invoke(source, url());
            return (XADataSource) source;
        }

        @Override
        protected String system() {
            return "mysql";
        }
    }
}
