// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class R2dbcTargetTest {
    @Test
    void theDriverIsTheProduct() {
        assertThat(R2dbcTarget.of("postgresql", null, "db.shop", 5_433, "orders"))
                .isEqualTo(new ConnectionInfo(DatabaseSystem.POSTGRESQL, "orders", "db.shop", 5_433));
        assertThat(R2dbcTarget.of("postgres", "", null, -1, "").system()).isEqualTo(DatabaseSystem.POSTGRESQL);
        assertThat(R2dbcTarget.of("mssql", null, null, -1, null).system()).isEqualTo(DatabaseSystem.SQL_SERVER);
        assertThat(R2dbcTarget.of("acme", "x", "db.shop", 7, null))
                .isEqualTo(new ConnectionInfo(DatabaseSystem.OTHER, null, "db.shop", 7));
    }

    @Test
    void theProtocolOfAPoolOrProxyNamesTheDriver() {
        assertThat(R2dbcTarget.of("pool", "h2:mem", null, -1, "shop").system()).isEqualTo(DatabaseSystem.H2);
        assertThat(R2dbcTarget.of("pool", "proxy:mariadb", "db", -1, "shop").system())
                .isEqualTo(DatabaseSystem.MARIADB);
        assertThat(R2dbcTarget.of("pool", null, "db", -1, null).system()).isEqualTo(DatabaseSystem.OTHER);
    }

    @Test
    void theFirstOfSeveralHostsCounts() {
        assertThat(R2dbcTarget.of("mariadb", null, "a:1,b:2", 3_306, null).host())
                .isEqualTo("a");
        assertThat(R2dbcTarget.of("mariadb", null, "[::1]:1,b:2", 3_306, null).host())
                .isEqualTo("::1");
        assertThat(R2dbcTarget.of("mariadb", null, "::1", 3_306, null).host()).isEqualTo("::1");
    }

    @Test
    void parametersOfADatabaseAreNotKept() {
        assertThat(R2dbcTarget.of("h2", "mem", null, -1, "shop;PASSWORD=x").namespace())
                .isEqualTo("shop");
    }

    @Test
    void aFactoryWithoutOptionsIsKnownByItsClass() {
        assertThat(R2dbcTarget.nowhere("io.r2dbc.postgresql.PostgresqlConnectionFactory"))
                .isEqualTo(new ConnectionInfo(DatabaseSystem.POSTGRESQL, null, null, -1));
        assertThat(R2dbcTarget.nowhere("app.Factory")).isEqualTo(ConnectionInfo.UNKNOWN);
    }
}
