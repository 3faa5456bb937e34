// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.javaagent.testing.HandlerWork;
import dapper.javaagent.testing.ServletContainerContract;
import dapper.javaagent.testing.SpanAssert;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled against the core; the servlet handlers of each API are called by reflection. */
class JettyTest extends ServletContainerContract {
    private static final String EE = System.getProperty("container.ee");
    private static final String SERVLETS = "org.eclipse.jetty." + EE + ".servlet.";
    private static final String API = EE.equals("ee8") ? "javax" : "jakarta";

    private final Server server = new Server();

    @TempDir
    private static Path directory;

    @Override
    protected URI start() throws Exception {
        assertThat(Server.getVersion()).startsWith(System.getProperty("container.version"));
        HttpConfiguration configuration = new HttpConfiguration();
        ServerConnector connector = new ServerConnector(
                server, new HttpConnectionFactory(configuration), new HTTP2CServerConnectionFactory(configuration));
        server.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        contexts.setHandlers(new Handler[] {handler(application()), handler(files()), rawHandler()});
        server.setHandler(contexts);
        server.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    private static Object application() throws ReflectiveOperationException {
        Object context = context("/app");
        Object errorPages = create("ErrorPageErrorHandler");
        call(errorPages, "addErrorPage", 418, "/error-page");
        call(context, "setErrorHandler", errorPages);
        Object listener = Class.forName("dapper.javaagent.testing." + API + ".ContractApplication")
                .getDeclaredConstructor()
                .newInstance();
        call(context, "addEventListener", listener);
        return context;
    }

    private static Object files() throws Exception {
        writeFiles(directory);
        Object context = context("/files");
        call(context, isNested() ? "setResourceBase" : "setBaseResourceAsString", directory.toString());
        call(context, "setWelcomeFiles", (Object) new String[] {"index.html"});
        call(context, "addServlet", Class.forName(SERVLETS + "DefaultServlet"), "/");
        return context;
    }

    private static Handler rawHandler() {
        ContextHandler context = new ContextHandler("/raw");
        context.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                switch (Request.getPathInContext(request)) {
                    case "/throw" -> throw new IllegalStateException("broken");
                    case "/fail" -> callback.failed(new IllegalStateException("broken"));
                    case "/fail-late" ->
                        Content.Sink.write(
                                response,
                                false,
                                "begun",
                                Callback.from(() -> callback.failed(new IllegalStateException("broken"))));
                    default -> Content.Sink.write(response, true, HandlerWork.work("handler"), callback);
                }
                return true;
            }
        });
        return context;
    }

    @Test
    void theExceptionOfAFailedCallbackIsThatOfTheRequest() throws Exception {
        assertThat(getOutside("/raw/fail").statusCode()).isEqualTo(500);

        SpanAssert.assertThat(spans().takeOne())
                .hasName("GET")
                .hasException(IllegalStateException.class, "broken")
                .hasAttribute("http.response.status_code", 500);
    }

    @Test
    void theExceptionOfAHandlerThatHasBegunToAnswerIsThatOfTheRequest() throws Exception {
        assumeTrue(!overHttp2());
        assertThat(statusOf("GET /raw/fail-late HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .isEqualTo("200");

        SpanAssert.assertThat(spans().takeOne())
                .hasName("GET")
                .hasException(IllegalStateException.class, "broken")
                .hasAttribute("http.response.status_code", 200);
    }

    private static boolean isNested() {
        return EE.equals("ee8") || EE.equals("ee9");
    }

    private static Object context(String path) throws ReflectiveOperationException {
        Object context = create("ServletContextHandler");
        call(context, "setContextPath", path);
        return context;
    }

    /** Those of ee8 and ee9 are no handlers of the core; they have one. */
    private static Handler handler(Object context) {
        return (Handler) (isNested() ? ((Supplier<?>) context).get() : context);
    }

    private static Object create(String type) throws ReflectiveOperationException {
        return Class.forName(SERVLETS + type).getDeclaredConstructor().newInstance();
    }

    private static void call(Object target, String name, Object... arguments) throws ReflectiveOperationException {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
                method.invoke(target, arguments);
                return;
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static boolean takes(Class<?>[] types, Object[] arguments) {
        for (int i = 0; i < types.length && types.length == arguments.length; i++) {
            if (types[i] != int.class && !types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return types.length == arguments.length;
    }

    @Override
    protected void stop() throws Exception {
        server.stop();
    }
}
