// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import dapper.sampling.testing.ReservedPort;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** {@code dapper all-in-one} of the distribution, started once for all test classes that ask for an {@link AllInOne}. */
final class AllInOne implements AutoCloseable {
    /** A service whose sampling strategy keeps a quarter of its traces; all other services keep everything. */
    static final String REMOTELY_SAMPLED = "remotely-sampled";

    /** Kept reachable, or garbage collection would release them. */
    private static final List<ReservedPort> RESERVED = new CopyOnWriteArrayList<>();

    private final List<String> command;
    private final Program program;
    private final int grpc;
    private final int http;
    private final int query;

    private AllInOne(List<String> command, int grpc, int http, int query) {
        this.command = command;
        this.program = Program.start(command, Map.of("JAVA_HOME", System.getProperty("java.home")));
        this.grpc = grpc;
        this.http = http;
        this.query = query;
    }

    /** @param options further settings */
    static AllInOne start(Path data, String... options) throws IOException {
        Path strategies = Files.writeString(
                Files.createTempFile("dapper-smoke", ".json"),
                "{\"service_strategies\": [{\"service\": \"" + REMOTELY_SAMPLED
                        + "\", \"type\": \"probabilistic\", \"param\": 0.25}]}");
        List<Integer> ports = freePorts(5);
        List<String> command = new ArrayList<>(List.of(
                Distribution.launcher().toString(),
                "all-in-one",
                "--dapper.cassandra.data=" + data,
                "--dapper.cassandra.port=" + ports.get(3),
                "--dapper.cassandra.storage-port=" + ports.get(4),
                // Halves the processor time of Cassandra's start.
                "--dapper.cassandra.jvm-options=-XX:TieredStopAtLevel=1",
                "--dapper.collector.sampling.strategies=" + strategies,
                "--dapper.collector.grpc.port=" + ports.get(0),
                "--dapper.collector.http.port=" + ports.get(1),
                "--dapper.query.port=" + ports.get(2)));
        command.addAll(List.of(options));
        return new AllInOne(command, ports.get(0), ports.get(1), ports.get(2)).awaitReady();
    }

    /** Kills the server, and starts it again on the same data and the same ports. */
    AllInOne killAndStartAgain() {
        program.close();
        return new AllInOne(command, grpc, http, query).awaitReady();
    }

    private AllInOne awaitReady() {
        program.awaitLine("open http://localhost:" + query);
        return this;
    }

    /** Returns the endpoint for agents. */
    String endpoint() {
        return "http://127.0.0.1:" + grpc;
    }

    /** Returns the HTTP address of the collector. */
    String collector() {
        return "http://127.0.0.1:" + http;
    }

    /** Returns the address of the viewer. */
    String viewer() {
        return "http://127.0.0.1:" + query;
    }

    Program program() {
        return program;
    }

    /** Returns the environment with which an application reports to this server under that name. */
    Map<String, String> environment(String service) {
        return Map.of("OTEL_SERVICE_NAME", service, "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint());
    }

    @Override
    public void close() {
        program.terminate();
    }

    /** Reserved for these tests as long as they run, so that servers started later can listen there. */
    static List<Integer> freePorts(int count) {
        return Stream.generate(ReservedPort::new)
                .limit(count)
                .peek(RESERVED::add)
                .map(ReservedPort::number)
                .toList();
    }

    /** Hands the one server to tests. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == AllInOne.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            // Closed by JUnit at the end of the run.
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(AllInOne.class, key -> started(), AllInOne.class);
        }

        private static AllInOne started() {
            try {
                return start(Files.createTempDirectory("dapper-smoke").resolve("cassandra"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
