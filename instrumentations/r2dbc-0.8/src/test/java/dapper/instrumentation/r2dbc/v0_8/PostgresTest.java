// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class PostgresTest extends R2dbcContract {
    private static final int PORT = 5_432;

    @Container
    private static final GenericContainer<?> SERVER = new GenericContainer<>("postgres:15")
            .withExposedPorts(PORT)
            .withEnv("POSTGRES_USER", "shop")
            .withEnv("POSTGRES_PASSWORD", "sesame")
            .withCommand("postgres", "-c", "fsync=off")
            .waitingFor(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1"));

    @Override
    protected String url() {
        return "r2dbc:postgresql://shop:sesame@" + SERVER.getHost() + ':' + SERVER.getMappedPort(PORT) + "/shop";
    }

    @Override
    protected String system() {
        return "postgresql";
    }

    @Override
    protected Map<String, Object> server() {
        return Map.of("server.address", SERVER.getHost(), "server.port", SERVER.getMappedPort(PORT));
    }

    @Override
    protected String missingTableCode() {
        return "42P01";
    }

    @Override
    protected String duplicateKeyCode() {
        return "23505";
    }
}
