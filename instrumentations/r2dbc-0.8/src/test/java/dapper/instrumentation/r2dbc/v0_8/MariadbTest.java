// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class MariadbTest extends R2dbcContract {
    private static final int PORT = 3_306;

    @Container
    private static final GenericContainer<?> SERVER = new GenericContainer<>("mariadb:10.11")
            .withExposedPorts(PORT)
            .withEnv("MARIADB_ROOT_PASSWORD", "root")
            .withEnv("MARIADB_DATABASE", "shop")
            .withEnv("MARIADB_USER", "shop")
            .withEnv("MARIADB_PASSWORD", "sesame")
            .waitingFor(Wait.forSuccessfulCommand("mariadb-admin ping -h127.0.0.1 -ushop -psesame"));

    @Override
    protected String url() {
        return "r2dbc:mariadb://shop:sesame@" + SERVER.getHost() + ':' + SERVER.getMappedPort(PORT) + "/shop";
    }

    @Override
    protected String system() {
        return "mariadb";
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
    protected String parameter(int number) {
        return "?";
    }
}
