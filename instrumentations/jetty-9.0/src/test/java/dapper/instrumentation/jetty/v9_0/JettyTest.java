// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.ServletContainerContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.EventListener;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.servlet.DefaultServlet;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.io.TempDir;

/** Compiled against the oldest Jetty. */
class JettyTest extends ServletContainerContract {
    private static final String API = System.getProperty("container.api");

    private final Server server = new Server(new QueuedThreadPool());

    @TempDir
    private static Path directory;

    @Override
    protected URI start() throws Exception {
        assertThat(Server.getVersion()).startsWith(System.getProperty("container.version"));
        ServerConnector connector = new ServerConnector(server, connectionFactories());
        server.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        contexts.setHandlers(new Handler[] {application(), files(), rawHandler()});
        server.setHandler(contexts);
        server.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    /** HTTP/1.1, and HTTP/2 where there is one. */
    private static ConnectionFactory[] connectionFactories() throws ReflectiveOperationException {
        HttpConfiguration configuration = new HttpConfiguration();
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        try {
            ConnectionFactory http2 =
                    (ConnectionFactory) Class.forName("org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory")
                            .getConstructor(HttpConfiguration.class)
                            .newInstance(configuration);
            return new ConnectionFactory[] {http1, http2};
        } catch (ClassNotFoundException e) {
            return new ConnectionFactory[] {http1}; // before 9.3
        }
    }

    private static ServletContextHandler application() throws ReflectiveOperationException {
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/app");
        ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
        errorPages.addErrorPage(418, "/error-page");
        context.setErrorHandler(errorPages);
        Object listener = Class.forName("dapper.javaagent.testing." + API + ".ContractApplication")
                .getDeclaredConstructor()
                .newInstance();
        // Its result is void in Jetty 9 and boolean in Jetty 10.
        ServletContextHandler.class
                .getMethod("addEventListener", EventListener.class)
                .invoke(context, listener);
        return context;
    }

    private static ServletContextHandler files() throws Exception {
        writeFiles(directory);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/files");
        context.setResourceBase(directory.toString());
        context.setWelcomeFiles(new String[] {"index.html"});
        context.addServlet(new ServletHolder("default", DefaultServlet.class), "/");
        return context;
    }

    private static Handler rawHandler() {
        ContextHandler context = new ContextHandler("/raw");
        context.setHandler(RawHandler.create());
        return context;
    }

    @Override
    protected boolean isNonBlocking() {
        return !Server.getVersion().startsWith("9.0.");
    }

    @Override
    protected boolean canUpgrade() {
        return false;
    }

    /** 9.0 accepts any word as a method. */
    @Override
    protected boolean answersMalformedRequests() {
        return isNonBlocking();
    }

    @Override
    protected void stop() throws Exception {
        server.stop();
    }
}
