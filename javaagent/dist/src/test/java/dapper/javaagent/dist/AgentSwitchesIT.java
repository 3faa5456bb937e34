// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.dist.Jvm.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operators' switches, in the jar as it ships. */
@Timeout(600)
class AgentSwitchesIT {
    private static final String JAVAAGENT = "-javaagent:" + Jvm.AGENT;
    private static final String DEBUG = "[dapper] DEBUG ";

    static Stream<Jvm> jvms() throws Exception {
        return Jvm.all();
    }

    /** Every loaded class has a cost. */
    @ParameterizedTest
    @MethodSource("jvms")
    void loadsNothingButItsDoorWhenDisabled(Jvm jvm, @TempDir Path folder) throws Exception {
        Path log = folder.resolve("classes.txt");
        Result result = jvm.run(
                Map.of("OTEL_JAVAAGENT_ENABLED", "false"), List.of("-Xlog:class+load:file=" + log, JAVAAGENT), "hello");

        assertThat(result.out()).containsExactly("hello");
        assertThat(result.ofAgent()).isEmpty();
        try (Stream<String> lines = Files.lines(log)) {
            assertThat(lines.filter(line -> line.contains(" dapper.")))
                    .singleElement()
                    .asString()
                    .contains(" dapper.javaagent.DapperAgent ");
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void saysHowManyModulesItHas(Jvm jvm) throws Exception {
        Result all = jvm.run(List.of(JAVAAGENT, "-Dotel.service.name=shop"), "hello");
        assertThat(all.ofAgent())
                .singleElement()
                .asString()
                .matches(
                        "\\[dapper\\] agent \\S+ traces service 'shop' to http://localhost:4317 \\(grpc\\), sampler .+,"
                                + " \\d\\d+ instrumentations");

        Result without = jvm.run(
                Map.of("OTEL_INSTRUMENTATION_COMMON_DEFAULT_ENABLED", "false"),
                List.of(JAVAAGENT, "-Dotel.instrumentation.servlet.enabled=true"),
                "call");
        assertThat(without.out()).containsExactly("traceparent false", "status 200");
        assertThat(without.ofAgent()).singleElement().asString().matches(".*, 2 instrumentations \\(\\d+ disabled\\)");
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void explainsItselfInDebug(Jvm jvm) throws Exception {
        try (CollectorDouble collector = new CollectorDouble()) {
            List<String> options = new ArrayList<>(collector.options());
            options.add(JAVAAGENT + "=otel.service.name=shop");
            options.add("-Dotel.instrumentation.jdbc.enabled=false");
            Result result = jvm.run(
                    Map.of("OTEL_JAVAAGENT_DEBUG", "true", "OTEL_EXPORTER_OTLP_HEADERS", "authorization=hush"),
                    options,
                    "call");

            assertThat(result.out()).containsExactly("traceparent true", "status 200");
            assertThat(result.ofAgent())
                    .contains(
                            DEBUG + "main class: app.Program",
                            DEBUG + "  otel.javaagent.debug = true (environment variable OTEL_JAVAAGENT_DEBUG)",
                            DEBUG + "  otel.service.name = shop (agent argument)",
                            DEBUG + "  otel.exporter.otlp.headers = authorization=***"
                                    + " (environment variable OTEL_EXPORTER_OTLP_HEADERS)",
                            DEBUG + "  otel.instrumentation.jdbc.enabled = false (system property)",
                            DEBUG + "  jdbc disabled (switched off in the configuration)",
                            DEBUG + "  servlet-3.0 waiting")
                    .anyMatch(line -> line.startsWith(DEBUG + "JVM: ")
                            && line.contains(jvm.home().toString()))
                    .anyMatch(line -> line.startsWith(DEBUG + "  weaving: ") && line.contains("classes loaded"))
                    .anyMatch(line -> line.startsWith(DEBUG + "sun.net.www.protocol.http.HttpURLConnection is woven: ")
                            && line.contains("http-url-connection"))
                    .anyMatch(line -> line.startsWith(DEBUG + "instrumentations at exit: ")
                            && line.contains("http-url-connection active"))
                    .anyMatch(line -> line.contains(" instrumentations (1 disabled): "))
                    .contains("[dapper] spans at exit: recorded 2, exported 2, queued 0")
                    .noneMatch(line -> line.contains("hush"));
        }
    }
}
