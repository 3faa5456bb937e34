// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The commands {@code docker} and {@code docker compose}. */
public final class Docker {
    private static final boolean REQUIRED = "true".equals(System.getenv("CI"));

    private Docker() {}

    /** Like {@link #assumeImages}, and skips the test if there is no Compose. */
    static void assumeUsable(String... images) {
        assumeImages(images);
        if (!REQUIRED && compose().isEmpty()) {
            abort("Docker Compose is not installed.");
        }
    }

    /**
     * Skips the test if Docker does not answer or the images cannot be had; with {@code CI=true} the test runs and fails
     * there.
     */
    public static void assumeImages(String... images) {
        if (REQUIRED) {
            return;
        }
        if (Files.exists(Path.of("/.dockerenv")) && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null) {
            abort(
                    "This is a container itself: set TESTCONTAINERS_HOST_OVERRIDE to where published ports can be reached.");
        }
        if (!succeeds("docker", "info")) {
            abort("Docker does not answer.");
        }
        for (String image : images) {
            if (!succeeds("docker", "image", "inspect", image) && !succeeds("docker", "pull", image)) {
                abort("There is no image " + image + ": docker pull " + image);
            }
        }
    }

    /** Returns the host that published ports are on. */
    static String host() {
        return System.getenv().getOrDefault("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1");
    }

    /** Runs {@code docker} to its end and returns what it printed. */
    static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return output(command, Path.of("."), Map.of());
    }

    /** Returns the words that start Compose, as a plugin or as a program of its own; empty if there is none. */
    static List<String> compose() {
        if (succeeds("docker", "compose", "version")) {
            return List.of("docker", "compose");
        }
        return succeeds("docker-compose", "version") ? List.of("docker-compose") : List.of();
    }

    static String output(List<String> command, Path directory, Map<String, String> environment) {
        try (Program program = Program.start(command, environment, directory)) {
            assertThat(program.awaitExit()).as("%s", program).isZero();
            return String.join("\n", program.standardOutput());
        }
    }

    static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
