// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.loading.RemoteClasses;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class loaders that fetch each class over HTTP: their requests with and without the agent. */
class RemoteClassesTest {
    private static final Path JARS = Path.of(System.getProperty("dapper.corpus"));

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static String jar(String prefix) {
        try (Stream<Path> files = Files.list(JARS)) {
            return files.map(Path::toString)
                    .filter(file -> file.contains('/' + prefix))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Program run(Jvm jvm, String... groups) {
        Program program = jvm.run(RemoteClasses.class, groups);
        assertThat(program.exitCode()).as(program.toString()).isZero();
        return program;
    }

    private static List<String> lines(Program program, String prefix) {
        return program.standardOutput().stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.replace(" traced", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void loadersOfTheJdkThatFetchClassesAreAskedNothingMoreAndOthersOnceForEachSuperType(Jdk jdk) {
        String[] plain = {
            "plain=" + Jvm.TEST_CLASSES + "=app.loading.Plain$Leaf,app.loading.Plain$Other",
            "guava=" + jar("guava-")
                    + "=com.google.common.collect.ImmutableSortedMap,com.google.common.cache.LocalCache",
            "derby=" + jar("derby-") + "=org.apache.derby.impl.sql.compile.SelectNode"
        };
        Program without = run(Jvm.on(jdk), plain);
        Program with = run(Jvm.on(jdk).tracedTo(receiver), plain);

        assertThat(lines(without, "call ")).isNotEmpty();
        assertThat(lines(with, "request ").stream()
                        .filter(line -> line.contains("/jdk/"))
                        .toList())
                .isEqualTo(lines(without, "request ").stream()
                        .filter(line -> line.contains("/jdk/"))
                        .toList());
        assertThatOnlySuperTypesWereReadOnceAndUntraced(without, with);
    }

    /** For a loader that may be local: matching must read the types that a class extends or implements. */
    private static void assertThatOnlySuperTypesWereReadOnceAndUntraced(Program without, Program with) {
        Map<String, Integer> before = counts(without.standardOutput());
        counts(with.standardOutput()).forEach((line, count) -> {
            int more = line.matches("call .* getResourceAsStream .*|request GET /[a-z]+/own/.*") ? 1 : 0;
            assertThat(count).as(line).isLessThanOrEqualTo(before.getOrDefault(line, 0) + more);
        });
        assertThatNothingElseIsTraced(before, with);
    }

    private static void assertThatNothingElseIsTraced(Map<String, Integer> before, Program with) {
        counts(with.standardOutput().stream()
                        .filter(line -> line.endsWith(" traced"))
                        .toList())
                .forEach((line, count) ->
                        assertThat(count).as("traced: " + line).isLessThanOrEqualTo(before.getOrDefault(line, 0)));
    }

    /** Checking a library and weaving it needs class files that the application may never load. */
    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void classLoadersOfWovenClassesAreAskedTwiceAtMostAndUntraced(Jdk jdk) {
        String[] woven = {
            "jdbc=" + Jvm.TEST_CLASSES + "=app.QuietStatement",
            "h2=" + jar("h2-") + "=org.h2.jdbc.JdbcConnection,org.h2.jdbc.JdbcPreparedStatement,org.h2.Driver",
            "hikari=" + jar("HikariCP-") + "=com.zaxxer.hikari.pool.ProxyConnection",
            "servlet3=" + jar("tomcat-embed-core-9") + "=org.apache.catalina.servlets.DefaultServlet,"
                    + "org.apache.catalina.filters.CorsFilter",
            "servlet5=" + jar("tomcat-embed-core-11") + "=org.apache.catalina.servlets.DefaultServlet,"
                    + "org.apache.catalina.filters.CorsFilter",
            "http4=" + jar("httpcore-4") + "=org.apache.http.protocol.HttpRequestExecutor",
            "http5=" + jar("httpcore5-") + "=org.apache.hc.core5.http.impl.io.HttpRequestExecutor"
        };
        Program without = run(Jvm.on(jdk), woven);
        Program with = run(Jvm.on(jdk).tracedTo(receiver), woven);

        Map<String, Integer> before = counts(without.standardOutput());
        Map<String, Integer> asked = counts(with.standardOutput());
        assertThat(asked.keySet()).anyMatch(line -> line.startsWith("call ") && line.contains("getResourceAsStream"));
        // Once to match, and once to weave if that needs it.
        asked.forEach(
                (line, count) -> assertThat(count).as(line).isLessThanOrEqualTo(before.getOrDefault(line, 0) + 2));
        assertThatNothingElseIsTraced(before, with);
    }

    /** Returns how often the program printed each line. */
    private static Map<String, Integer> counts(List<String> lines) {
        Map<String, Integer> counts = new TreeMap<>();
        lines.forEach(line -> counts.merge(line.replace(" traced", ""), 1, Integer::sum));
        return counts;
    }
}
