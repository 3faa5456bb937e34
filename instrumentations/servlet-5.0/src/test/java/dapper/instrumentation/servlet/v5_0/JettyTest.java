// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

import dapper.javaagent.testing.ServletContract;
import dapper.javaagent.testing.jakarta.ContractApplication;
import java.net.URI;
import java.util.EventListener;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Compiled against Jetty 11. Jetty 12 has the servlet classes in one package for each version of the API. */
class JettyTest extends ServletContract {
    private static final List<String> PACKAGES =
            List.of("org.eclipse.jetty.ee11.servlet.", "org.eclipse.jetty.ee10.servlet.", "org.eclipse.jetty.servlet.");

    private final Server server = new Server();

    @Override
    protected URI start() throws Exception {
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        server.setHandler(application());
        server.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    private static Handler application() throws ReflectiveOperationException {
        Class<?> contextType = servletClass("ServletContextHandler");
        Object context = contextType.getDeclaredConstructor().newInstance();
        contextType.getMethod("setContextPath", String.class).invoke(context, "/app");
        contextType.getMethod("addEventListener", EventListener.class).invoke(context, new ContractApplication());
        Class<?> errorPagesType = servletClass("ErrorPageErrorHandler");
        Object errorPages = errorPagesType.getDeclaredConstructor().newInstance();
        errorPagesType.getMethod("addErrorPage", int.class, String.class).invoke(errorPages, 418, "/error-page");
        for (var method : contextType.getMethods()) {
            if (method.getName().equals("setErrorHandler") && method.getParameterTypes()[0].isInstance(errorPages)) {
                method.invoke(context, errorPages);
                return (Handler) context;
            }
        }
        throw new IllegalStateException("no setErrorHandler in " + contextType);
    }

    private static Class<?> servletClass(String name) throws ClassNotFoundException {
        for (String candidate : PACKAGES) {
            try {
                return Class.forName(candidate + name);
            } catch (ClassNotFoundException e) {
                // An older Jetty.
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected void stop() throws Exception {
        server.stop();
    }
}
