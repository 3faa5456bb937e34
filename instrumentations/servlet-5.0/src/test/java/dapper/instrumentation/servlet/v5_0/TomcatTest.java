// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.ServletContract;
import dapper.javaagent.testing.jakarta.ContractApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.io.TempDir;

class TomcatTest extends ServletContract {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();

    @TempDir
    private static Path directory;

    @Override
    protected URI start() throws Exception {
        assertThat(ServerInfo.getServerNumber()).startsWith(System.getProperty("container.version"));
        LOGGER.setLevel(Level.OFF); // it reports every exception that the contract provokes
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Connector connector = tomcat.getConnector();
        connector.addUpgradeProtocol(new Http2Protocol());
        Context context = tomcat.addContext("/app", directory.toString());
        context.addServletContainerInitializer(new ContractApplication(), null);
        context.addErrorPage(errorPage());
        tomcat.start();
        return URI.create("http://localhost:" + connector.getLocalPort() + "/app");
    }

    private static ErrorPage errorPage() {
        ErrorPage page = new ErrorPage();
        page.setErrorCode(418);
        page.setLocation("/error-page");
        return page;
    }

    @Override
    protected boolean canUpgrade() {
        return true;
    }

    @Override
    protected void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
