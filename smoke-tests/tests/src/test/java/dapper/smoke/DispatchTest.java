// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import app.dispatch.Carrier;
import app.dispatch.Desk;
import app.dispatch.Packer;
import com.fasterxml.jackson.databind.JsonNode;
import dapper.smoke.containers.Container;
import dapper.smoke.containers.Docker;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.KafkaBroker;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One trace through three applications and real servers: HTTP, Kafka, its consumer, Redis and PostgreSQL, gRPC. It must
 * equal a file to the last attribute and link, with no span more.
 */
@ExtendWith(AllInOne.Shared.class)
@Tag("once")
class DispatchTest {
    private static final String USER = "shop";

    @Test
    void aParcelIsOneTraceThroughHttpKafkaRedisPostgresAndGrpc(AllInOne server, @TempDir Path folder)
            throws IOException {
        Docker.assumeImages("redis:7.0", "postgres:15");
        List<Integer> ports = AllInOne.freePorts(2);
        try (KafkaBroker kafka = KafkaBroker.start(folder, ports.get(0), ports.get(1));
                Container redis = Container.start("redis:7.0", 6_379);
                Container postgres = Container.start(
                        "postgres:15", 5_432, "--env=POSTGRES_USER=" + USER, "--env=POSTGRES_PASSWORD=" + USER);
                Program carrier = start(server, Carrier.class);
                Program desk = start(server, Desk.class, kafka.address())) {
            redis.await("redis-cli ping");
            postgres.await("pg_isready -h 127.0.0.1");
            String carrierPort = port(carrier);
            try (Program packer = start(
                    server,
                    Packer.class,
                    kafka.address(),
                    "redis://" + redis.address(),
                    "jdbc:postgresql://" + postgres.address() + "/shop?user=" + USER + "&password=" + USER,
                    "127.0.0.1:" + carrierPort)) {
                packer.awaitLine("ready");
                String deskPort = port(desk);
                Map<String, String> names = new HashMap<>();
                names.put(Container.host(), "127.0.0.1");
                names.put(deskPort, "<desk>");
                names.put(Integer.toString(kafka.port()), "<kafka>");
                names.put(Integer.toString(redis.port()), "<redis>");
                names.put(Integer.toString(postgres.port()), "<postgres>");
                names.put(carrierPort, "<carrier>");

                String traceId = newTraceId();
                assertThat(Http.send(
                                        "POST",
                                        "http://127.0.0.1:" + deskPort + "/parcels/7",
                                        "traceparent",
                                        "00-" + traceId + "-00f067aa0ba902b7-01")
                                .statusCode())
                        .isEqualTo(202);
                assertStored(new Traces(server), traceId, new TraceText(names), List.of(desk, packer, carrier));
            }
        }
    }

    private static void assertStored(Traces traces, String traceId, TraceText text, List<Program> applications)
            throws IOException {
        String written = System.getProperty("dapper.smoke.write");
        if (written != null) {
            Files.writeString(Path.of(written, "dispatch.txt"), text.of(traces.awaitRest(traceId)));
            Files.writeString(Path.of(written, "dispatch-poll.txt"), text.of(poll(traces)));
            return;
        }
        String expected = TraceText.expected("dispatch");
        traces.await(traceId, TraceText.spans(expected));
        JsonNode poll = poll(traces);
        // An agent sends all its spans at the end, so one too many would be there too.
        applications.forEach(Program::terminate);
        assertThat(text.of(traces.byId(traceId).orElseThrow())).isEqualTo(expected);
        assertThat(text.of(poll)).isEqualTo(TraceText.expected("dispatch-poll"));
        assertThat(poll.at("/spans/0/links/0/traceId").asText()).isEqualTo(traceId);
    }

    /** A poll returns records of many traces, so it is a trace of its own, with a link to each sender. */
    private static JsonNode poll(Traces traces) {
        return traces.awaitFound("service=packer&operation=" + Traces.encode("poll parcels"), summary -> true);
    }

    private static Program start(AllInOne server, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Jdk.ofThisBuild().java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-javaagent:" + Distribution.agent(),
                "-cp",
                Files.readString(Path.of(System.getProperty("dapper.dispatch.classpath"))),
                main.getName()));
        command.addAll(List.of(arguments));
        return Program.start(command, server.environment(main.getSimpleName().toLowerCase(Locale.ROOT)));
    }

    private static String port(Program application) {
        return application.awaitLine("ready on port (\\d+)").group(1);
    }

    private static String newTraceId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%016x%016x", random.nextLong() | 1, random.nextLong() | 1);
    }
}
