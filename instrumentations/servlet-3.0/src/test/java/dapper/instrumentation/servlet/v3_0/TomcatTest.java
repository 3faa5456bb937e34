// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.ServletContract;
import dapper.javaagent.testing.javax.ContractApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.io.TempDir;

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
