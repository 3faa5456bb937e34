// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.ServletContract;
import dapper.javaagent.testing.javax.AloneApplication;
import dapper.javaagent.testing.javax.ContractApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled against the oldest Tomcat; methods renamed in newer ones are called by reflection. */
class TomcatTest extends ServletContract {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private boolean http2;

    @TempDir
    private static Path directory;

    @Override
    protected URI start() throws Exception {
        assertThat(ServerInfo.getServerNumber()).startsWith(System.getProperty("container.version"));
        LOGGER.setLevel(Level.OFF); // it reports every exception that the contract provokes
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Connector connector = tomcat.getConnector();
        http2 = addHttp2(connector);
        Context context = tomcat.addContext("/app", directory.toString());
        context.addServletContainerInitializer(new ContractApplication(), null);
        addErrorPage(context);
        tomcat.addContext("/alone", directory.toString()).addServletContainerInitializer(new AloneApplication(), null);
        tomcat.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    private static boolean addHttp2(Connector connector) throws ReflectiveOperationException {
        try {
            Object protocol = Class.forName("org.apache.coyote.http2.Http2Protocol")
                    .getDeclaredConstructor()
                    .newInstance();
            Class<?> type = Class.forName("org.apache.coyote.UpgradeProtocol");
            Connector.class.getMethod("addUpgradeProtocol", type).invoke(connector, protocol);
            return true;
        } catch (ClassNotFoundException e) {
            return false; // Tomcat 7
        }
    }

    private static void addErrorPage(Context context) throws ReflectiveOperationException {
        Class<?> type;
        try {
            type = Class.forName("org.apache.tomcat.util.descriptor.web.ErrorPage");
        } catch (ClassNotFoundException e) {
            type = Class.forName("org.apache.catalina.deploy.ErrorPage");
        }
        Object page = type.getDeclaredConstructor().newInstance();
        type.getMethod("setErrorCode", int.class).invoke(page, 418);
        type.getMethod("setLocation", String.class).invoke(page, "/error-page");
        Context.class.getMethod("addErrorPage", type).invoke(context, page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/alone/plain", "/alone/answered"})
    void aServletAndAFilterAreARequestEachWithoutTheOther(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("").resolve(path)).build();
        client.send(request, BodyHandlers.ofString());

        assertThat(takeWithChild("handler")).hasName("GET /alone/*").hasKind(SpanKind.SERVER);
    }

    /** The container learns of it outside of the servlet, and passes it to the listeners of the request. */
    @Test
    void anExceptionThatOnlyTheContainerSeesIsThatOfTheRequest() throws Exception {
        assumeTrue(hasNonBlockingInput() && !overHttp2());
        HttpRequest request = request("/non-blocking/broken-read")
                .POST(HttpRequest.BodyPublishers.ofString("some data"))
                .build();
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (IOException closed) {
            // Only the span counts.
        }
        assertThat(spans().takeOne()).hasException(IllegalStateException.class, "broken");
    }

    private static boolean hasNonBlockingInput() {
        try {
            Class.forName("javax.servlet.ReadListener");
            return true;
        } catch (ClassNotFoundException e) {
            return false; // Servlet 3.0
        }
    }

    @Override
    protected boolean canUpgrade() {
        return http2;
    }

    @Override
    protected void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
