// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.dist.Jvm.Result;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cost of the start, in numbers that do not depend on the load of the machine; also that class archives stay in
 * use.
 */
@Timeout(600)
class StartCostIT {
    private static final String JAVAAGENT = "-javaagent:" + Jvm.AGENT;
    private static final Pattern LOADED = Pattern.compile("\\[(\\d+)] (\\S+) source: (.*)");

    /** Classes that the main thread loads before the application's, beyond those with an agent that does nothing. */
    private static final int CLASSES_BEFORE_MAIN = 298;

    /** Other threads of the JVM move the figures of a start by a percent or two; the least of so many starts varies less. */
    private static final int STARTS = 3;

    /** Bytes that the main thread allocates before main, beyond those with an agent that does nothing. */
    private static final long BYTES_BEFORE_MAIN = 2_200_000;

    @TempDir
    private Path folder;

    static Stream<Jvm> jvms() throws Exception {
        return Jvm.all();
    }

    static Stream<Jvm> jvmsWithAotCaches() throws Exception {
        return Jvm.all().filter(jvm -> jvm.version() >= 25);
    }

    private record LoadedClass(String thread, String name, String source) {
        boolean isArchived() {
            return source.startsWith("shared objects file");
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void loadsFewClassesBeforeMain(Jvm jvm) throws Exception {
        int without = fewestBeforeMain(jvm, emptyAgent()).size();
        List<LoadedClass> with = fewestBeforeMain(jvm, JAVAAGENT);

        System.out.println(
                jvm + ": the main thread loads " + (with.size() - without) + " classes for the agent before main");
        assertThat(with.size() - without).isBetween(1, CLASSES_BEFORE_MAIN);
        assertThat(with)
                .extracting(LoadedClass::name)
                .noneMatch(name -> name.startsWith("dapper.shaded.net.")
                        || name.startsWith("dapper.shaded.io.")
                        || name.startsWith("dapper.instrumentation.")
                        || name.startsWith("java.util.logging.")
                        || name.startsWith("java.lang.management.")
                        || name.startsWith("java.util.regex."));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void allocatesLittleBeforeMain(Jvm jvm) throws Exception {
        long bytes = leastAllocated(jvm, JAVAAGENT) - leastAllocated(jvm, emptyAgent());

        System.out.println(jvm + ": the main thread allocates " + bytes + " bytes for the agent before main");
        assertThat(bytes).isBetween(1L, BYTES_BEFORE_MAIN);
    }

    /** The first channel would fix the default of the whole JVM before the application sets its own trust store. */
    @ParameterizedTest
    @MethodSource("jvms")
    void anExportWithoutTlsLeavesTheDefaultOfTlsAlone(Jvm jvm) throws Exception {
        Path log = folder.resolve("export.log");
        jvm.run(List.of(JAVAAGENT, "-Xlog:class+load:file=" + log + ":tid"), "call");

        assertThat(classesIn(log))
                .extracting(LoadedClass::name)
                .contains("dapper.shaded.io.grpc.okhttp.OkHttpChannelBuilder", "dapper.javaagent.okhttp.Platform")
                .noneMatch(name -> name.startsWith("sun.security.ssl."));
    }

    /** README, "Faster starts". */
    @ParameterizedTest
    @MethodSource("jvms")
    void takesItsClassesAndTheApplicationsFromAnAppCdsArchive(Jvm jvm) throws Exception {
        String jar = applicationJar().toString();
        Path list = folder.resolve("classes.lst");
        Path archive = folder.resolve("application.jsa");
        java(jvm, "-Xshare:off", "-XX:DumpLoadedClassList=" + list, JAVAAGENT, "-cp", jar, "app.Program", "call");
        java(
                jvm,
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "--add-modules=java.instrument",
                "-Xbootclasspath/a:" + Jvm.AGENT,
                "-cp",
                jar);

        assertComesFromTheArchive(jvm, "-XX:SharedArchiveFile=" + archive, jar);
    }

    /** README, "Faster starts". */
    @ParameterizedTest
    @MethodSource("jvmsWithAotCaches")
    void takesItsClassesAndTheApplicationsFromAnAotCache(Jvm jvm) throws Exception {
        String jar = applicationJar().toString();
        Path configuration = folder.resolve("application.aotconf");
        Path cache = folder.resolve("application.aot");
        java(
                jvm,
                "-XX:AOTMode=record",
                "-XX:AOTConfiguration=" + configuration,
                JAVAAGENT,
                "-cp",
                jar,
                "app.Program",
                "call");
        java(
                jvm,
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + configuration,
                "-XX:AOTCache=" + cache,
                "--add-modules=java.instrument",
                "-Xbootclasspath/a:" + Jvm.AGENT,
                "-cp",
                jar);

        assertComesFromTheArchive(jvm, "-XX:AOTCache=" + cache, jar);
    }

    private void assertComesFromTheArchive(Jvm jvm, String archive, String jar) throws Exception {
        Path log = folder.resolve("archived.log");
        Result result = java(
                jvm, archive, JAVAAGENT, "-Xlog:class+load:file=" + log + ":tid", "-cp", jar, "app.Program", "call");
        assertThat(result.out()).containsExactly("traceparent true", "status 200");
        assertThat(result.errWithoutWarningsOfTheJvm()).allMatch(line -> line.startsWith("[dapper] "));

        List<LoadedClass> loaded = classesIn(log);
        assertThat(loaded)
                .filteredOn(each -> each.name().equals("app.Program"))
                .singleElement()
                .matches(LoadedClass::isArchived);
        List<LoadedClass> ours = loaded.stream()
                .filter(each -> each.name().startsWith("dapper.") && !isOfTheAgentsLoader(each.name()))
                .toList();
        long archived = ours.stream().filter(LoadedClass::isArchived).count();
        System.out.println(
                jvm + ": " + archived + " of " + ours.size() + " classes of the agent come from the archive");
        assertThat(ours).hasSizeGreaterThan(150);
        assertThat((double) archived / ours.size()).isGreaterThan(0.95);
    }

    /** The JVM does not archive classes of an unknown class loader. */
    private static boolean isOfTheAgentsLoader(String name) {
        return name.startsWith("dapper.instrumentation.")
                || name.startsWith("dapper.javaagent.grpc.")
                || name.startsWith("dapper.javaagent.okhttp.")
                || name.startsWith("dapper.shaded.io.")
                || name.startsWith("dapper.shaded.com.")
                || name.startsWith("dapper.shaded.okio.")
                || name.startsWith("dapper.shaded.kotlin.");
    }

    private List<LoadedClass> classesLoaded(Jvm jvm, String agent) throws Exception {
        Path log = Files.createTempFile(folder, "classes", ".log");
        List<String> options = List.of(agent, "-Xlog:class+load:file=" + log + ":tid");
        assertThat(jvm.run(options, "hello").out()).containsExactly("hello");
        return classesIn(log);
    }

    private static List<LoadedClass> classesIn(Path log) throws Exception {
        return Files.readAllLines(log).stream()
                .map(LOADED::matcher)
                .filter(Matcher::matches)
                .map(line -> new LoadedClass(line.group(1), line.group(2), line.group(3)))
                .toList();
    }

    private List<LoadedClass> fewestBeforeMain(Jvm jvm, String agent) throws Exception {
        List<LoadedClass> fewest = beforeMain(classesLoaded(jvm, agent));
        for (int start = 1; start < STARTS; start++) {
            List<LoadedClass> classes = beforeMain(classesLoaded(jvm, agent));
            fewest = classes.size() < fewest.size() ? classes : fewest;
        }
        return fewest;
    }

    private static List<LoadedClass> beforeMain(List<LoadedClass> loaded) {
        LoadedClass main = loaded.stream()
                .filter(each -> each.name().equals("app.Program"))
                .findFirst()
                .orElseThrow();
        return loaded.subList(0, loaded.indexOf(main)).stream()
                .filter(each -> each.thread().equals(main.thread()))
                .toList();
    }

    private static long leastAllocated(Jvm jvm, String agent) throws Exception {
        long least = Long.MAX_VALUE;
        for (int start = 0; start < STARTS; start++) {
            least = Math.min(
                    least,
                    Long.parseLong(jvm.run(List.of(agent), "allocated").out().get(0)));
        }
        return least;
    }

    /** The JVM's own work for any agent does not count. */
    private String emptyAgent() throws Exception {
        Path jar = folder.resolve("empty-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", "app.EmptyAgent");
        manifest.getMainAttributes()
                .putValue("Boot-Class-Path", jar.getFileName().toString());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            add(out, "app/EmptyAgent.class");
        }
        return "-javaagent:" + jar;
    }

    private static Result java(Jvm jvm, String... arguments) throws Exception {
        Result result = jvm.tool("java", List.of(arguments));
        assertThat(result.exitCode()).as("%s: %s", List.of(arguments), result).isZero();
        return result;
    }

    /** Archives take classes from jars, not from folders. */
    private Path applicationJar() throws Exception {
        Path jar = folder.resolve("application.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            add(out, "app/Program.class");
        }
        return jar;
    }

    private static void add(JarOutputStream out, String classFile) throws Exception {
        out.putNextEntry(new JarEntry(classFile));
        Files.copy(Path.of(System.getProperty("dapper.test.classes")).resolve(classFile), out);
    }
}
