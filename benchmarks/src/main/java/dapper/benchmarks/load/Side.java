// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/**
 * One side of the comparison.
 *
 * @param name short, as in {@code --sides=none,dapper}
 * @param agents the agent's jar, or nothing
 * @param share of the traces to record
 * @param packages beginning of the names of the agent's classes in a profile; empty without an agent
 */
record Side(String name, List<Path> agents, double share, String packages) {
    private static final Path DAPPER_JAR = jar(Path.of("javaagent/dist/target/dapper-javaagent.jar"));
    private static final Path OPENTELEMETRY_JAR = jar(Path.of("benchmarks/target/agents/opentelemetry-javaagent.jar"));

    private static final String DAPPER_FRAME = "dapper/";
    private static final String OPENTELEMETRY_FRAME = "io/opentelemetry/";

    static final int SCHEDULE_DELAY_MILLIS = 1_000;

    static final double FEW = 1.0 / 1024;
    static final Side NONE = new Side("none", List.of(), 0, "");
    static final Side DAPPER = new Side("dapper", List.of(DAPPER_JAR), 1, DAPPER_FRAME);
    static final Side OPENTELEMETRY = new Side("opentelemetry", List.of(OPENTELEMETRY_JAR), 1, OPENTELEMETRY_FRAME);
    static final Side DAPPER_FEW = new Side("dapper-few", List.of(DAPPER_JAR), FEW, DAPPER_FRAME);
    static final Side OPENTELEMETRY_FEW =
            new Side("opentelemetry-few", List.of(OPENTELEMETRY_JAR), FEW, OPENTELEMETRY_FRAME);

    static final List<Side> ALL = List.of(NONE, DAPPER, OPENTELEMETRY, DAPPER_FEW, OPENTELEMETRY_FEW);

    private static Path jar(Path path) {
        return path.toAbsolutePath();
    }

    /** The share of recorded traces makes no difference to the start. */
    boolean isMeasuredAtStart() {
        return share != FEW;
    }

    /** Both agents get the same variables; only traces are exported, because only both export them. */
    Map<String, String> environment(int sinkPort) {
        return Map.of(
                "OTEL_SERVICE_NAME",
                "orders",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + sinkPort,
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "grpc",
                "OTEL_METRICS_EXPORTER",
                "none",
                "OTEL_LOGS_EXPORTER",
                "none",
                "OTEL_BSP_SCHEDULE_DELAY",
                Integer.toString(SCHEDULE_DELAY_MILLIS),
                "OTEL_TRACES_SAMPLER",
                share == 1 ? "parentbased_always_on" : "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG",
                Double.toString(share));
    }

    List<String> options() {
        for (Path agent : agents) {
            if (!Files.isRegularFile(agent)) {
                throw new IllegalStateException(
                        agent + " is missing: run ./mvnw -q package -pl benchmarks -am -DskipTests");
            }
        }
        return agents.stream().map(agent -> "-javaagent:" + agent).toList();
    }

    String version() {
        try (JarFile jar = new JarFile(agents.get(0).toFile())) {
            return String.valueOf(jar.getManifest().getMainAttributes().getValue("Implementation-Version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
