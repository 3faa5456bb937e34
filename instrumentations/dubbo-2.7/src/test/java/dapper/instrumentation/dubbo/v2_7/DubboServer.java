// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.javaagent.testing.Traces;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.metadata.MetadataService;
import org.apache.dubbo.rpc.RpcContext;
import org.jspecify.annotations.Nullable;

/** A provider without a registry, in this JVM, and its consumers, which call it over a connection. */
@SuppressWarnings("deprecation") // an application for each side, instead of one for the JVM
final class DubboServer implements AutoCloseable {
    private static final int GENEROUS_MILLIS = 60_000;

    private final Semaphore released = new Semaphore(0);
    private final ServiceConfig<Greeter> service;
    private final ServiceConfig<MetadataService> metadata;
    private final String protocol;
    private final String filters;
    private final int port;

    /** Called for the name "relayed". */
    volatile @Nullable Greeter relay;

    DubboServer(String protocol) throws IOException {
        this(protocol, "default");
    }

    /** @param filters of the provider: names, separated by commas */
    DubboServer(String protocol, String filters) throws IOException {
        this.filters = filters;
        this.protocol = protocol;
        port = freePort();
        service = export(Greeter.class, new Answering());
        metadata = export(MetadataService.class, metadata());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private <T> ServiceConfig<T> export(Class<T> type, T implementation) {
        ProtocolConfig config = new ProtocolConfig(protocol, port);
        config.setHost("127.0.0.1");
        ServiceConfig<T> exported = new ServiceConfig<>();
        exported.setApplication(application());
        exported.setRegistry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
        exported.setProtocol(config);
        exported.setScope("remote");
        exported.setInterface(type);
        exported.setRef(implementation);
        exported.setFilter(filters);
        exported.export();
        return exported;
    }

    private static ApplicationConfig application() {
        ApplicationConfig application = new ApplicationConfig("greetings");
        application.setQosEnable(false);
        return application;
    }

    /** The service that consumers of an application ask for its interfaces. */
    private static MetadataService metadata() {
        return (MetadataService) Proxy.newProxyInstance(
                MetadataService.class.getClassLoader(),
                new Class<?>[] {MetadataService.class},
                (proxy, method, arguments) -> method.getName().equals("serviceName") ? "greetings" : null);
    }

    int port() {
        return port;
    }

    ReferenceConfig<Greeter> reference() {
        return reference(Greeter.class);
    }

    <T> ReferenceConfig<T> reference(Class<T> type) {
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        reference.setApplication(application());
        reference.setRegistry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
        reference.setScope("remote");
        reference.setUrl(url(port, type));
        reference.setInterface(type);
        reference.setTimeout(GENEROUS_MILLIS);
        reference.setRetries(0);
        reference.setCheck(false);
        return reference;
    }

    private String url(int port, Class<?> type) {
        return protocol + "://127.0.0.1:" + port + "/" + type.getName();
    }

    /** A cluster of two addresses, as which Dubbo takes the two names of one. */
    String twice(int port) {
        String url = url(port, Greeter.class);
        return url + ";" + url.replace("127.0.0.1", "localhost");
    }

    /** Lets so many calls of the name "hanging" return. */
    void release(int calls) {
        released.release(calls);
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
                released.acquireUninterruptibly();
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

        @Override
        public String attachment(String name) {
            String value = RpcContext.getContext().getAttachment(name);
            return value == null ? "" : value;
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
        metadata.unexport();
        service.unexport();
    }
}
