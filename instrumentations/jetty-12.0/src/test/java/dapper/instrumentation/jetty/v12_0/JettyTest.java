// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.ServletContainerContract;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.EventListener;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.junit.jupiter.api.io.TempDir;

/** Compiled against the core; the servlet handlers of each API are called by reflection. */
class JettyTest extends ServletContainerContract {
    private static final String SERVLETS = "org.eclipse.jetty." + System.getProperty("container.ee") + ".servlet.";

    private final Server server = new Server();

    @TempDir
    private static Path directory;

    @Override
    protected URI start() throws Exception {
        assertThat(Server.getVersion()).startsWith(System.getProperty("container.version"));
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        contexts.setHandlers(new Handler[] {application(), files()});
        server.setHandler(contexts);
        server.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    private static ContextHandler application() throws ReflectiveOperationException {
        ContextHandler context = context("/app");
        Object errorPages = create("ErrorPageErrorHandler");
        call(errorPages, "addErrorPage", new Class<?>[] {int.class, String.class}, 418, "/error-page");
        call(context, "setErrorHandler", new Class<?>[] {Request.Handler.class}, errorPages);
        Object listener = Class.forName("dapper.javaagent.testing.jakarta.ContractApplication")
                .getDeclaredConstructor()
                .newInstance();
        call(context, "addEventListener", new Class<?>[] {EventListener.class}, listener);
        return context;
    }

    private static ContextHandler files() throws Exception {
        writeFiles(directory);
        ContextHandler context = context("/files");
        context.setBaseResourceAsPath(directory);
        call(context, "setWelcomeFiles", new Class<?>[] {String[].class}, (Object) new String[] {"index.html"});
        call(
                context,
                "addServlet",
                new Class<?>[] {Class.class, String.class},
                Class.forName(SERVLETS + "DefaultServlet"),
                "/");
        return context;
    }

    private static ContextHandler context(String path) throws ReflectiveOperationException {
        ContextHandler context = (ContextHandler) create("ServletContextHandler");
        context.setContextPath(path);
        return context;
    }

    private static Object create(String type) throws ReflectiveOperationException {
        return Class.forName(SERVLETS + type).getDeclaredConstructor().newInstance();
    }

    private static void call(Object target, String name, Class<?>[] types, Object... arguments)
            throws ReflectiveOperationException {
        Method method = target.getClass().getMethod(name, types);
        method.invoke(target, arguments);
    }

    @Override
    protected void stop() throws Exception {
        server.stop();
    }
}
