// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.javaagent.testing.HandlerWork;
import dapper.javaagent.testing.ServletContainerContract;
import dapper.javaagent.testing.SpanAssert;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.Version;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled against the oldest Undertow; the servlet API is that of the running version. */
class UndertowTest extends ServletContainerContract {
    private static final Logger LOGGER = Logger.getLogger("io.undertow");
    private static final String API = System.getProperty("container.api");

    private final PathHandler paths = Handlers.path();
    private final Undertow undertow = Undertow.builder()
            .addHttpListener(0, "localhost")
            .setIoThreads(2)
            .setWorkerThreads(8)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(paths)
            .build();

    @TempDir
    private static Path directory;

    @Override
    protected URI start() throws Exception {
        assertThat(Version.getVersionString()).startsWith(System.getProperty("container.version"));
        LOGGER.setLevel(Level.OFF); // it reports every exception that the contract provokes
        DeploymentInfo application = deployment("/app");
        application.addServletContainerInitializer(contractApplication());
        application.addErrorPage(Servlets.errorPage("/error-page", 418));
        paths.addPrefixPath("/app", deploy(application));
        writeFiles(directory);
        DeploymentInfo files = deployment("/files");
        files.setResourceManager(new PathResourceManager(directory, 1_024));
        files.addWelcomePage("index.html");
        paths.addPrefixPath("/files", deploy(files));
        paths.addPrefixPath("/raw", UndertowTest::handle);
        paths.addExactPath("/unanswerable", UndertowTest::failTwice);
        paths.addExactPath("/answered-after-a-failure", UndertowTest::failInside);
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return URI.create("http://localhost:" + address.getPort() + "/app");
    }

    private static void handle(HttpServerExchange exchange) throws Exception {
        if (exchange.getRelativePath().equals("/throw")) {
            throw new IllegalStateException("broken");
        }
        exchange.getResponseSender().send(HandlerWork.work("handler"));
    }

    private static void failTwice(HttpServerExchange exchange) {
        exchange.addRequestWrapper((factory, same) -> {
            throw new IllegalStateException("no body");
        });
        throw new IllegalArgumentException("broken");
    }

    /** The connection responds with 400 by itself, as it does to requests that it cannot read. */
    @Test
    void anExchangeThatCannotEndIsOneRequest() throws Exception {
        assumeTrue(!overHttp2());
        assertThat(statusOf("POST /unanswerable HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n"))
                .isEqualTo("400");

        SpanAssert.assertThat(spans().takeOne())
                .hasName("POST")
                .hasException(IllegalArgumentException.class, "broken")
                .hasAttribute("url.path", "/unanswerable")
                .hasAttribute("http.response.status_code", 400);
    }

    /** The exchange cannot end inside, and ends in the handler around it. */
    private static void failInside(HttpServerExchange exchange) {
        try {
            Connectors.executeRootHandler(UndertowTest::failTwice, exchange);
        } catch (IllegalStateException noBody) {
            exchange.setStatusCode(500);
        }
    }

    /** Two requests of one connection, the second of which the connection rejects by itself. */
    @Test
    void aRejectedRequestIsNotTakenForAnEarlierOneThatFailed() throws Exception {
        assumeTrue(!overHttp2());
        assertThat(statusesOf("POST /answered-after-a-failure HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx"
                        + "G@T /app/plain HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .containsExactly("500", "400");

        assertThat(spans().take(2))
                .extracting(span -> span.attributes().get("http.response.status_code"))
                .containsExactlyInAnyOrder(500L, 400L);
    }

    private static DeploymentInfo deployment(String path) {
        return Servlets.deployment()
                .setClassLoader(UndertowTest.class.getClassLoader())
                .setContextPath(path)
                .setDeploymentName(path);
    }

    private static HttpHandler deploy(DeploymentInfo deployment) throws Exception {
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        return (HttpHandler) DeploymentManager.class.getMethod("start").invoke(manager);
    }

    private static ServletContainerInitializerInfo contractApplication() throws ReflectiveOperationException {
        Class<?> type = Class.forName("dapper.javaagent.testing." + API + ".ContractApplication");
        return ServletContainerInitializerInfo.class
                .getConstructor(Class.class, Set.class)
                .newInstance(type, Set.of());
    }

    /** 1.4 leaves such a response unfinished. */
    @Override
    protected boolean completesPendingWrites() {
        return !Version.getVersionString().startsWith("1.4.");
    }

    @Override
    protected void stop() {
        undertow.stop();
    }
}
