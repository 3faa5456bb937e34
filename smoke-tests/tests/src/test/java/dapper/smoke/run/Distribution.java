// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tar.gz, unpacked once for all tests as a user would do it. */
public final class Distribution {
    private static final Path HOME = unpack();

    private Distribution() {}

    public static Path home() {
        return HOME;
    }

    public static Path launcher() {
        return HOME.resolve("bin/dapper");
    }

    public static Path agent() {
        return HOME.resolve("agent/dapper-javaagent.jar");
    }

    public static Path sampleApp(String name) {
        return HOME.resolve("demo/" + name + ".jar");
    }

    /** The checkout it was built from. */
    public static Path repository() {
        return Path.of(System.getProperty("dapper.repository"));
    }

    private static Path unpack() {
        Path archive = Path.of(System.getProperty("dapper.distribution"));
        try {
            Path folder = Files.createTempDirectory("dapper-distribution");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            Program tar = Program.start(List.of("tar", "-xzf", archive.toString(), "-C", folder.toString()), Map.of());
            assertThat(tar.awaitExit()).as(tar.toString()).isZero();
            try (Stream<Path> unpacked = Files.list(folder)) {
                return unpacked.findFirst().orElseThrow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("cannot delete " + folder + ": " + e);
        }
    }
}
