// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import dapper.sampling.testing.ReservedPort;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real broker with its controller (KRaft), one for all tests of this JVM, in a class loader of its own: it has another
 * version of the clients than the tests. A test gets it as a parameter.
 */
final class Broker implements ParameterResolver {
    private static final class Running implements AutoCloseable {
        final ReservedPort port = new ReservedPort();
        private final ReservedPort controllerPort = new ReservedPort();
        private final ClassLoader loader;
        private final Object server;

        Running() throws Exception {
            loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
            Path data = Files.createTempDirectory(Path.of("target"), "broker");
            format(data);
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(loader);
            try {
                Class<?> config = loader.loadClass("kafka.server.KafkaConfig");
                Class<?> time = loader.loadClass("org.apache.kafka.common.utils.Time");
                server = loader.loadClass("kafka.server.KafkaRaftServer")
                        .getConstructor(config, time)
                        .newInstance(
                                config.getConstructor(Map.class).newInstance(settings(data)),
                                time.getField("SYSTEM").get(null));
                call("startup");
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }

        private static URL[] classPath() throws IOException {
            List<URL> urls = new ArrayList<>();
            for (String jar : Files.readAllLines(Path.of("target", "broker.classpath"))) {
                urls.add(Path.of(jar).toUri().toURL());
            }
            return urls.toArray(new URL[0]);
        }

        /** Does what the command kafka-storage does. */
        private static void format(Path data) throws IOException {
            Files.writeString(
                    data.resolve("meta.properties"),
                    "version=1\nnode.id=1\ncluster.id=" + id() + "\ndirectory.id=" + id() + "\n");
        }

        private static String id() {
            UUID random = UUID.randomUUID();
            ByteBuffer bytes = ByteBuffer.allocate(16);
            // The first bit is 0, so that the text does not begin with a hyphen.
            bytes.putLong(random.getMostSignificantBits() & Long.MAX_VALUE);
            bytes.putLong(random.getLeastSignificantBits());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        }

        private Map<String, String> settings(Path data) {
            Map<String, String> settings = new HashMap<>();
            settings.put("process.roles", "broker,controller");
            settings.put("node.id", "1");
            settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort.number());
            settings.put("controller.listener.names", "CONTROLLER");
            settings.put(
                    "listeners",
                    "PLAINTEXT://127.0.0.1:" + port.number() + ",CONTROLLER://127.0.0.1:" + controllerPort.number());
            settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port.number());
            settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
            settings.put("log.dirs", data.toString());
            settings.put("log.cleaner.dedupe.buffer.size", "2097152");
            settings.put("offsets.topic.num.partitions", "1");
            settings.put("offsets.topic.replication.factor", "1");
            settings.put("transaction.state.log.num.partitions", "1");
            settings.put("transaction.state.log.replication.factor", "1");
            settings.put("transaction.state.log.min.isr", "1");
            settings.put("group.initial.rebalance.delay.ms", "0");
            settings.put("share.coordinator.state.topic.num.partitions", "1");
            settings.put("share.coordinator.state.topic.replication.factor", "1");
            settings.put("share.coordinator.state.topic.min.isr", "1");
            settings.put("num.network.threads", "1");
            settings.put("num.io.threads", "2");
            return settings;
        }

        private void call(String method) throws ReflectiveOperationException {
            server.getClass().getMethod(method).invoke(server);
        }

        @Override
        public void close() throws ReflectiveOperationException {
            call("shutdown");
            port.close();
            controllerPort.close();
        }
    }

    private final int port;

    private Broker(int port) {
        this.port = port;
    }

    /** For JUnit. */
    Broker() {
        this(0);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Broker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Broker(context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Running.class, key -> start(), Running.class)
                .port
                .number());
    }

    private static Running start() {
        try {
            return new Running();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not start", e);
        }
    }
}
