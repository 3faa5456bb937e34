// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A JDK that applications run on. */
public record Jdk(int version, Path home) {

    public Path java() {
        return home.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }

    /** The versions on which every smoke test runs: 17 and 25, or the one of them that DAPPER_TEST_JDKS lists. */
    public static Stream<Jdk> all() {
        return IntStream.of(17, 25).filter(Jdk::isWanted).mapToObj(Jdk::of);
    }

    /** Other installed versions that the agent supports, 8 and newer, or those of them that DAPPER_TEST_JDKS lists. */
    public static Stream<Jdk> more() {
        return IntStream.concat(IntStream.of(8, 11, 21), IntStream.rangeClosed(26, 99))
                .filter(Jdk::isWanted)
                .mapToObj(version -> found(version).map(home -> new Jdk(version, home)))
                .flatMap(Optional::stream);
    }

    private static boolean isWanted(int version) {
        String listed = System.getenv("DAPPER_TEST_JDKS");
        return listed == null || List.of(listed.split(",")).contains(Integer.toString(version));
    }

    /** The installed versions on which the sample shop runs. */
    public static Stream<Jdk> allForTheShop() {
        return Stream.concat(all(), more().filter(jdk -> jdk.version() >= 17));
    }

    /** That of the build. */
    public static Jdk ofThisBuild() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /**
     * Checks DAPPER_TEST_JDK_17, then the JDK of the build, then the usual folders. If the version is missing, the test
     * fails with CI=true and is skipped otherwise.
     */
    public static Jdk of(int version) {
        Optional<Path> found = found(version);
        String missing = "no JDK " + version + "; set DAPPER_TEST_JDK_" + version + " to its folder";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        assumeTrue(found.isPresent(), missing);
        return new Jdk(version, found.orElseThrow());
    }

    private static Optional<Path> found(int version) {
        return candidates(version)
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .filter(home -> release(home) == version)
                .findFirst();
    }

    private static Stream<Path> candidates(int version) {
        String given = System.getenv("DAPPER_TEST_JDK_" + version);
        Stream<Path> named = given == null ? Stream.of() : Stream.of(Path.of(given));
        Stream<Path> usual = Stream.of(
                        "/usr/lib/jvm", "/opt", System.getProperty("user.home") + "/.sdkman/candidates/java")
                .map(Path::of)
                .flatMap(Jdk::children);
        return Stream.of(named, Stream.of(Path.of(System.getProperty("java.home"))), usual)
                .flatMap(paths -> paths);
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int release(Path home) {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
            // "1.8.0_504" up to Java 8, "11.0.24" from 9 on.
            String version =
                    release.getProperty("JAVA_VERSION", "0").replace("\"", "").replaceFirst("^1\\.", "");
            return Integer.parseInt(List.of(version.split("[.+_-]")).get(0));
        } catch (IOException e) {
            return 0;
        }
    }
}
