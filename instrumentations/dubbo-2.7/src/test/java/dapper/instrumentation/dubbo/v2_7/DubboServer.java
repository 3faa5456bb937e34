// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.javaagent.testing.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.jspecify.annotations.Nullable;

/** A provider without a registry, in this JVM, and its consumers, which call it over a connection. */
@SuppressWarnings("deprecation") // an application for each side, instead of one for the JVM
final class DubboServer implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServiceConfig<Greeter> service = new ServiceConfig<>();
    private final int port;

    /** Called for the name "relayed". */
    volatile @Nullable Greeter relay;

    DubboServer() throws IOException {
        port = freePort();
        ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
        protocol.setHost("127.0.0.1");
        service.setApplication(application());
        service.setRegistry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
        service.setProtocol(protocol);
        service.setScope("remote");
        service.setInterface(Greeter.class);
        service.setRef(new Answering());
        service.export();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ApplicationConfig application() {
        ApplicationConfig application = new ApplicationConfig("greetings");
        application.setQosEnable(false);
        return application;
    }

    int port() {
        return port;
    }

    ReferenceConfig<Greeter> reference(int port, int timeoutMillis) {
        ReferenceConfig<Greeter> reference = new ReferenceConfig<>();
        reference.setApplication(application());
        reference.setRegistry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
        reference.setScope("remote");
        reference.setUrl("dubbo://127.0.0.1:" + port + "/" + Greeter.class.getName());
        reference.setInterface(Greeter.class);
        reference.setTimeout(timeoutMillis);
        reference.setRetries(0);
        reference.setCheck(false);
        return reference;
    }

    /** Works in a span, so that its parent shows the context. */
    private final class Answering implements Greeter {
        @Override
        public String greet(String name) {
            if (name.equals("failing")) {
                throw new IllegalArgumentException("broken");
            }
            if (name.equals("relayed")) {
                return Objects.requireNonNull(relay).greet("you");
            }
            if (name.equals("hanging")) {
                awaitEnd();
            }
            inSpan("work");
            return "hello " + name;
        }

        @Override
        public CompletableFuture<String> greetLater(String name) {
            inSpan("work");
            return CompletableFuture.supplyAsync(() -> {
                if (name.equals("failing")) {
                    throw new IllegalArgumentException("broken");
                }
                return "hello " + name;
            });
        }
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void inSpan(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        service.unexport();
    }
}
