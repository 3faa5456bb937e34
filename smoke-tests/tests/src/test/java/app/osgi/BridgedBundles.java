// SPDX-License-Identifier: Apache-2.0
package app.osgi;

import java.util.Arrays;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/**
 * A Tomcat with an OSGi framework inside, whose bundles get the requests through a servlet bridge:
 * {@code BridgedBundles <folder> <HTTP port> <bundle>...}.
 */
public final class BridgedBundles {
    /** The bridge passes on the container's own requests, knows both names of the servlet API, and logs through SLF4J. */
    private static final String PACKAGES = "jakarta.servlet;version=5.0,jakarta.servlet.http;version=5.0,"
            + "jakarta.servlet.descriptor;version=5.0,javax.servlet;version=4.0,javax.servlet.http;version=4.0,"
            + "javax.servlet.descriptor;version=4.0,org.slf4j;version=1.7";

    private BridgedBundles() {}

    public static void main(String[] arguments) throws Exception {
        Framework framework = Bundles.framework(arguments[0] + "/storage", PACKAGES, Map.of());
        // The framework has set the JVM's only factory of URL handlers.
        TomcatURLStreamHandlerFactory.disable();
        Tomcat tomcat = new Tomcat();
        tomcat.setSilent(true);
        tomcat.setBaseDir(arguments[0]);
        tomcat.setPort(Integer.parseInt(arguments[1]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        context.getServletContext().setAttribute(BundleContext.class.getName(), framework.getBundleContext());
        context.addApplicationListener("org.apache.felix.http.proxy.ProxyListener");
        Tomcat.addServlet(context, "bridge", "org.apache.felix.http.proxy.ProxyServlet")
                .addMapping("/*");
        Bundles.start(framework, Arrays.asList(arguments).subList(2, arguments.length));
        tomcat.start();
        System.out.println("started");
        framework.waitForStop(0);
    }
}
