// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Kafka with one node in a JVM of its own, as broker and controller (KRaft). */
public final class KafkaBroker implements AutoCloseable {
    private final Program program;
    private final int port;

    private KafkaBroker(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Starts it, but does not wait until it answers.
     *
     * @param folder for its data and its settings
     */
    public static KafkaBroker start(Path folder, int port, int controllerPort) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        // Formats the folder as the command kafka-storage does.
        Files.writeString(
                data.resolve("meta.properties"),
                "version=1\nnode.id=1\ncluster.id=" + id() + "\ndirectory.id=" + id() + "\n");
        Path settings = Files.writeString(folder.resolve("server.properties"), settings(data, port, controllerPort));
        return new KafkaBroker(
                Program.start(
                        List.of(
                                Jdk.ofThisBuild().java().toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                Files.readString(Path.of(System.getProperty("dapper.broker.classpath"))),
                                "kafka.Kafka",
                                settings.toString()),
                        Map.of()),
                port);
    }

    private static String settings(Path data, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                log.cleaner.dedupe.buffer.size=2097152
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                group.initial.rebalance.delay.ms=0
                num.network.threads=1
                num.io.threads=2
                """.formatted(port, controllerPort, data);
    }

    private static String id() {
        UUID random = UUID.randomUUID();
        // The first bit is 0, so that the text does not begin with a hyphen.
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(random.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(random.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    public int port() {
        return port;
    }

    /** Returns the address for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        program.close();
    }

    @Override
    public String toString() {
        return program.toString();
    }
}
