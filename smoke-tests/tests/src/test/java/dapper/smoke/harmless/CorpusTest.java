// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.corpus.LoadCorpus;
import app.corpus.Observer;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tens of thousands of classes of popular libraries, loaded and verified with the agent and without. */
class CorpusTest {
    private static final String JARS = System.getProperty("dapper.corpus");

    /** Measured: 2,664 on JDK 17. */
    private static final long MOST_CLASS_FILES_READ = 2_800;

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void nothingButTargetsIsChangedAndEverythingLoadsAsBefore(Jdk jdk) throws IOException {
        Path observer = AgentJar.of(Observer.class, folder);
        // Nothing runs long enough to benefit from better compilation.
        Jvm jvm = Jvm.on(jdk).with("-Xverify:all", "-Xmx600m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        Jvm observed = jvm.with("-javaagent:" + observer + "=before", "-Dotel.metric.export.interval=1s")
                .tracedTo(receiver)
                .with("-javaagent:" + observer + "=behind");
        Path without = folder.resolve("without");
        Path with = folder.resolve("with");
        try (Program plain = jvm.start(LoadCorpus.class, JARS, without.toString());
                Program traced = observed.start(LoadCorpus.class, JARS, with.toString())) {
            assertThat(plain.awaitExit()).as(plain.toString()).isZero();
            assertThat(traced.awaitExit()).as(traced.toString()).isZero();
            System.out.println(jdk + ", corpus without the agent: " + report(plain));
            System.out.println(jdk + ", corpus with the agent: " + report(traced));

            assertThat(fates(with)).hasSizeGreaterThan(30_000).isEqualTo(fates(without));
            assertThat(traced.standardError())
                    .filteredOn(line -> line.contains("not instrumented"))
                    .isEmpty();
            assertThatOnlyTargetsChanged(changed(traced));
            assertThatFewClassFilesWereRead(jdk, receiver.last("dapper.agent.classfiles.read"));
        }
    }

    private static void assertThatFewClassFilesWereRead(Jdk jdk, long read) {
        System.out.println(jdk + ", class files read: " + read);
        assertThat(read)
                .as(
                        "How often a class loader was asked for a class file while the corpus was loaded: for super types, to match"
                                + " what is loaded, and for libraries, to weave them. It is most of what a class costs that is not"
                                + " woven. More than before: something is read that is known already, or more classes are looked at"
                                + " than the targets of an instrumentation need. None: nothing counts any more.")
                .isBetween(1L, MOST_CLASS_FILES_READ);
    }

    private static String report(Program program) {
        return program.standardOutput().stream()
                .filter(line -> !line.startsWith("changed "))
                .collect(Collectors.joining(", "));
    }

    /** Returns for each class its digest from reflection, or the exception. */
    private static Map<String, String> fates(Path file) throws IOException {
        Map<String, String> fates = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            fates.put(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1));
        }
        return fates;
    }

    /** Returns the changed classes by name, with all their supertypes. */
    private static Map<String, Set<String>> changed(Program program) {
        Map<String, Set<String>> changed = new TreeMap<>();
        for (String line : program.standardOutput()) {
            String[] words = line.split(" ");
            if (words[0].equals("changed")) {
                changed.put(words[1], new TreeSet<>(Arrays.asList(words).subList(2, words.length)));
            }
        }
        return changed;
    }

    private static void assertThatOnlyTargetsChanged(Map<String, Set<String>> changed) {
        List<String> index = AgentJar.lines(Jvm.AGENT, "inst/META-INF/dapper/instrumentations.index");
        Set<String> exact = targets(index, "exact");
        Set<String> below = targets(index, "below");
        changed.forEach((name, superTypes) -> assertThat(
                        exact.contains(name) || superTypes.stream().anyMatch(below::contains))
                .as(name + " below " + superTypes)
                .isTrue());
        assertThat(changed)
                .containsKeys(
                        "org/h2/jdbc/JdbcStatement",
                        "org/hsqldb/jdbc/JDBCConnection",
                        "org/apache/derby/impl/jdbc/EmbedStatement",
                        "com/alibaba/druid/pool/DruidPooledConnection",
                        "com/zaxxer/hikari/pool/ProxyConnection",
                        "jakarta/servlet/http/HttpServlet",
                        "javax/servlet/http/HttpServlet",
                        "org/apache/catalina/filters/CorsFilter",
                        "org/springframework/web/filter/OncePerRequestFilter",
                        "org/apache/hc/core5/http/impl/io/HttpRequestExecutor",
                        "org/apache/http/protocol/HttpRequestExecutor");
    }

    private static Set<String> targets(List<String> index, String kind) {
        return index.stream()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals(kind))
                .map(words -> words[2])
                .collect(Collectors.toSet());
    }
}
