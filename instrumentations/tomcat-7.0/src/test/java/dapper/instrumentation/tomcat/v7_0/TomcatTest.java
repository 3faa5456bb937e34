// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.javaagent.testing.ServletContainerContract;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled against the oldest Tomcat; methods renamed in newer ones are called by reflection. */
class TomcatTest extends ServletContainerContract {
    private static final Logger LOGGER = Logger.getLogger("org.apache");
    private static final String API = System.getProperty("container.api");

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
        addContractApplication(context);
        addErrorPage(context);
        addFiles();
        tomcat.addContext("/raw", directory.toString());
        tomcat.getHost().getPipeline().addValve(new AnsweringValve());
        tomcat.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    private static void addContractApplication(Context context) throws ReflectiveOperationException {
        Object application = Class.forName("dapper.javaagent.testing." + API + ".ContractApplication")
                .getDeclaredConstructor()
                .newInstance();
        Class<?> type = Class.forName(API + ".servlet.ServletContainerInitializer");
        Context.class
                .getMethod("addServletContainerInitializer", type, Set.class)
                .invoke(context, application, null);
    }

    private void addFiles() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("files"));
        writeFiles(folder);
        Context files = tomcat.addContext("/files", folder.toString());
        Tomcat.addServlet(files, "default", "org.apache.catalina.servlets.DefaultServlet");
        Class<?>[] types = {String.class, String.class};
        try {
            Context.class.getMethod("addServletMappingDecoded", types).invoke(files, "/", "default");
        } catch (NoSuchMethodException e) {
            Context.class.getMethod("addServletMapping", types).invoke(files, "/", "default");
        }
        files.addWelcomeFile("index.html");
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

    /** Tomcat 7 responds 505 without telling its adapter. */
    @Test
    void aRequestThatTheConnectorRejectsHasTheScheme() throws Exception {
        assumeTrue(!overHttp2());
        assertThat(statusOf("GET /app/plain HTTP/4.0\r\nHost: localhost\r\n\r\n"))
                .isEqualTo("505");

        assertThat(spans().takeOne().attributes()).containsEntry("url.scheme", "http");
    }

    @Override
    protected boolean isNonBlocking() {
        return http2;
    }

    @Override
    protected void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
