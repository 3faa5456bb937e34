// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.javaagent.testing.ServletContract;
import dapper.javaagent.testing.javax.ContractApplication;
import java.net.URI;
import java.util.EventListener;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Compiled against the oldest Jetty. */
class JettyTest extends ServletContract {
    private final Server server = new Server(new QueuedThreadPool());

    @Override
    protected URI start() throws Exception {
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/app");
        ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
        errorPages.addErrorPage(418, "/error-page");
        context.setErrorHandler(errorPages);
        // Its result is void in Jetty 9 and boolean in Jetty 10.
        ServletContextHandler.class
                .getMethod("addEventListener", EventListener.class)
                .invoke(context, new ContractApplication());
        server.setHandler(context);
        server.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    @Override
    protected void stop() throws Exception {
        server.stop();
    }
}
