// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assumptions.abort;

import dapper.storage.cassandra.session.CassandraConfig;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitAllStrategy;

/**
 * The contract on Cassandra as users run it: the image {@code cassandra:5.0} with its default settings.
 *
 * <p>Without Docker or the image the test is skipped with a message. With {@code CI=true} it pulls the image if
 * necessary, and fails where it cannot run, so that a build server cannot skip it unnoticed.
 */
@Timeout(value = 300, unit = SECONDS)
@Tag("once")
class CassandraContainerTest extends OddSpansContract {
    private static final String IMAGE = "cassandra:5.0";
    private static final boolean REQUIRED = "true".equals(System.getenv("CI"));

    private static @Nullable CassandraContainer container;
    private static @Nullable CassandraStorage storage;

    @BeforeAll
    static void start() throws Exception {
        String missing = missing();
        if (!missing.isEmpty()) {
            abort(missing);
        }
        // By log and port: the image of .ci/images has no cqlsh, which Testcontainers would use.
        container = new CassandraContainer(IMAGE)
                .waitingFor(new WaitAllStrategy()
                        .withStrategy(Wait.forLogMessage(".*Starting listening for CQL clients.*", 1))
                        .withStrategy(Wait.forListeningPort())
                        .withStartupTimeout(Duration.ofMinutes(3)));
        container.start();
        storage = CassandraStorage.open(
                CassandraConfig.builder().build().at(container.getContactPoint(), container.getLocalDatacenter()));
    }

    /**
     * Returns the reason not to run here; empty if there is none. Asks Docker directly: Testcontainers would wait for
     * minutes.
     */
    private static String missing() throws Exception {
        if (REQUIRED) {
            return "";
        }
        if (Files.exists(Path.of("/.dockerenv")) && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null) {
            return "This is a container itself: set TESTCONTAINERS_HOST_OVERRIDE to where published ports can be reached.";
        }
        try {
            Process inspect = new ProcessBuilder("docker", "image", "inspect", IMAGE)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return inspect.waitFor(20, SECONDS) && inspect.exitValue() == 0
                    ? ""
                    : "Docker does not answer or has no " + IMAGE + ": docker pull " + IMAGE;
        } catch (IOException e) {
            return "Docker is not installed: " + e.getMessage();
        }
    }

    @AfterAll
    static void stop() {
        if (storage != null) {
            storage.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Override
    CassandraStorage storage() {
        return Objects.requireNonNull(storage);
    }
}
