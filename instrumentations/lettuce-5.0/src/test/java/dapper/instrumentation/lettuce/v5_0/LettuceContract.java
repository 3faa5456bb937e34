// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static java.util.concurrent.TimeUnit.SECONDS;

import dapper.javaagent.testing.AgentExtension;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A connection to an empty Redis for each test. */
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class LettuceContract {
    static final Duration LONG = Duration.ofSeconds(60);

    @Container
    static final RedisServer REDIS = new RedisServer();

    final RedisClient client = RedisClient.create();
    StatefulRedisConnection<String, String> connection;

    @BeforeAll
    void start() {
        connection = client.connect(uri(0));
    }

    static RedisURI uri(int database) {
        return RedisURI.builder()
                .withHost(REDIS.getHost())
                .withPort(REDIS.port())
                .withDatabase(database)
                .withTimeout(LONG)
                .build();
    }

    @BeforeEach
    void empty() {
        sync().flushall();
        spans().takeOne();
    }

    @AfterAll
    void stop() {
        connection.close();
        client.shutdown(0, 10, SECONDS);
    }

    RedisCommands<String, String> sync() {
        return connection.sync();
    }

    RedisAsyncCommands<String, String> async() {
        return connection.async();
    }

    RedisReactiveCommands<String, String> reactive() {
        return connection.reactive();
    }
}
