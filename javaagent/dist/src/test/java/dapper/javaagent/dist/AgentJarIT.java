// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.tools.attach.VirtualMachine;
import dapper.javaagent.dist.Jvm.Result;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(600)
class AgentJarIT {
    private static final String JAVAAGENT = "-javaagent:" + Jvm.AGENT;
    private static final String BOOT_CLASS_PATH = "-Xbootclasspath/a:" + Jvm.AGENT;
    private static final String SHARING_WARNING = "Sharing is only supported for boot loader classes";

    static Stream<Jvm> jvms() throws Exception {
        return Jvm.all();
    }

    @Test
    void isSmall() throws Exception {
        long bytes = Files.size(Jvm.AGENT);
        System.out.println("dapper-javaagent.jar: " + bytes + " bytes");
        assertThat(bytes).isLessThanOrEqualTo(6_000_000);
    }

    @Test
    void hidesGrpcAndInstrumentations() throws Exception {
        try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
            List<String> visible = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(visible)
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("dapper/bootstrap/")
                            || name.startsWith("dapper/sampling/")
                            || name.startsWith("dapper/instrumentation/") && name.contains("/boot/")
                            || name.startsWith("dapper/javaagent/") && !name.startsWith("dapper/javaagent/grpc/")
                            || name.startsWith("dapper/shaded/net/bytebuddy/")
                            || name.startsWith("dapper/shaded/org/jctools/"));
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .filteredOn(name -> name.endsWith(".classdata"))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("inst/dapper/"));
            Manifest manifest = jar.getManifest();
            assertThat(manifest.getMainAttributes().getValue("Premain-Class"))
                    .isEqualTo("dapper.javaagent.DapperAgent");
            assertThat(manifest.getMainAttributes().getValue("Agent-Class")).isEqualTo("dapper.javaagent.DapperAgent");
            assertThat(manifest.getMainAttributes().getValue("Implementation-Version"))
                    .isNotEmpty();
        }
    }

    /** The JVM does not verify the boot class path, and links the rest late. */
    @Test
    void containsValidClassesOnly() throws Exception {
        try (PackedClasses classes = new PackedClasses(Jvm.AGENT)) {
            List<String> names = classes.names();
            assertThat(names).hasSizeGreaterThan(1_000);
            for (String name : names) {
                // Links the class, which verifies it.
                assertThatCode(() -> classes.loadClass(name).getDeclaredMethods())
                        .as(name)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void leavesTheApplicationAsItWas(Jvm jvm) throws Exception {
        Result without = jvm.run(List.of(), "hello", "look-for-the-agent", "exit-3");
        Result with = jvm.run(List.of(JAVAAGENT), "hello", "look-for-the-agent", "exit-3");

        assertThat(without.out()).containsExactly("hello");
        assertThat(with.exitCode()).isEqualTo(without.exitCode()).isEqualTo(3);
        assertThat(with.out()).containsExactly("hello", "sees dapper.bootstrap.Tracer");
        assertThat(with.errWithoutWarningsOfTheJvm()).allMatch(line -> line.startsWith("[dapper] agent "));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void keepsClassSharingWhenItIsOnTheBootClassPathAlready(Jvm jvm) throws Exception {
        Result result = jvm.run(List.of(BOOT_CLASS_PATH, JAVAAGENT), "hello", "look-for-the-agent");

        assertThat(result.out()).containsExactly("hello", "sees dapper.bootstrap.Tracer");
        assertThat(result.errWithoutWarningsOfTheJvm())
                .singleElement()
                .asString()
                .startsWith("[dapper] agent ");
        assertThat(result.err()).noneMatch(line -> line.contains(SHARING_WARNING));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void tracesACallAndDeliversIt(Jvm jvm) throws Exception {
        for (List<String> agent : List.of(List.of(JAVAAGENT), List.of(BOOT_CLASS_PATH, JAVAAGENT))) {
            try (CollectorDouble collector = new CollectorDouble()) {
                List<String> options = new ArrayList<>(agent);
                options.addAll(collector.options());
                options.add("-Dotel.service.name=program");
                Result result = jvm.run(options, "call");

                assertThat(result.exitCode()).isZero();
                assertThat(result.out()).containsExactly("traceparent true", "status 200");
                assertThat(collector.received("program")).isTrue();
                assertThat(collector.received("/greeting")).isTrue();
                assertThat(result.ofAgent()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void doesNothingWhenDisabled(Jvm jvm) throws Exception {
        Result result = jvm.run(List.of("-Dotel.javaagent.enabled=false", JAVAAGENT), "hello", "call");

        assertThat(result.out()).containsExactly("hello", "traceparent false", "status 200");
        assertThat(result.errWithoutWarningsOfTheJvm()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void doesNotWeaveAnInstrumentationThatIsSwitchedOff(Jvm jvm) throws Exception {
        Result result = jvm.run(List.of("-Dotel.instrumentation.http-url-connection.enabled=false", JAVAAGENT), "call");

        assertThat(result.out()).containsExactly("traceparent false", "status 200");
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void startsOnceWhenNamedTwice(Jvm jvm) throws Exception {
        Result result = jvm.run(List.of(JAVAAGENT, JAVAAGENT), "hello");

        assertThat(result.out()).containsExactly("hello");
        assertThat(result.ofAgent())
                .hasSize(2)
                .anyMatch(line -> line.contains("a second -javaagent or attachment is ignored"));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void saysWhenAnotherJarBesideItRunsInItsPlace(Jvm jvm, @TempDir Path folder) throws Exception {
        Path usual = Files.copy(Jvm.AGENT, folder.resolve("dapper-javaagent.jar"));
        Path named = Files.copy(Jvm.AGENT, folder.resolve("dapper-javaagent-2.jar"));
        String warning = "[dapper] WARN -javaagent names " + named + ", and the JVM runs " + usual.toRealPath()
                + " in its place,";
        assertThat(jvm.run(List.of("-javaagent:" + named), "hello").ofAgent())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(warning));

        Files.delete(named);
        Files.createSymbolicLink(named, usual);
        assertThat(jvm.run(List.of("-javaagent:" + named), "hello").ofAgent()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void leavesTheToolsOfTheJdkAlone(Jvm jvm) throws Exception {
        Result keytool = jvm.tool("keytool", List.of("-J" + JAVAAGENT, "-help"));
        assertThat(keytool.ofAgent()).isEmpty();
        Result javac = jvm.tool("javac", List.of("-J" + JAVAAGENT, "-version"));
        assertThat(javac.exitCode()).isZero();
        assertThat(javac.ofAgent()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void weavesARunningApplication(Jvm jvm) throws Exception {
        List<String> options = new ArrayList<>();
        if (jvm.version() >= 21) {
            options.add("-XX:+EnableDynamicAgentLoading");
        }
        Process process = jvm.startInteractive(options, "call", "hello", "read", "call");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertThat(line).isEqualTo("traceparent false");
            while (!"hello".equals(line)) {
                line = out.readLine();
            }
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                machine.loadAgent(Jvm.AGENT.toString());
            } finally {
                machine.detach();
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            List<String> rest = out.lines().toList();
            assertThat(rest).contains("read 10", "traceparent true", "status 200");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
