// SPDX-License-Identifier: Apache-2.0
package shop.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServlet;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The shop's old orders, on Java 8 and newer: {@code java -jar archive.jar --port=8083}. */
public final class ArchiveApplication {
    /** Kept reachable, or its level would be lost. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private ArchiveApplication() {}

    public static void main(String[] args) throws Exception {
        TOMCAT.setLevel(Level.WARNING);
        Options options = new Options(args);
        DataSource database = Database.open();

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setPort(Integer.parseInt(options.get("port", "8083")));
        tomcat.getConnector()
                .setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        Context context = tomcat.addContext("", null);
        add(context, "/numbers/*", new NumberServlet());
        add(context, "/orders/*", new OrderServlet(database, () -> clients(tomcat)));
        tomcat.start();
        System.out.println("archive ready on port " + tomcat.getConnector().getLocalPort());
        if (options.has("stop-on-eof")) {
            stopAtEndOfInput();
        }
        tomcat.getServer().await();
    }

    private static void add(Context context, String pattern, HttpServlet servlet) {
        Tomcat.addServlet(context, pattern, servlet).addMapping(pattern);
    }

    /** All of them call this application itself. */
    private static Map<String, NumberClient> clients(Tomcat tomcat) throws ReflectiveOperationException {
        String address = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/numbers/";
        Map<String, NumberClient> clients = new LinkedHashMap<>();
        clients.put(address + "1", new UrlConnectionClient());
        clients.put(address + "2", new ApacheClient());
        if (!System.getProperty("java.specification.version").startsWith("1.")) {
            clients.put(
                    address + "3",
                    Class.forName("shop.archive.JavaNetHttpClient")
                            .asSubclass(NumberClient.class)
                            .getConstructor()
                            .newInstance());
        }
        return clients;
    }

    private static void stopAtEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Only its end matters.
        }
        System.exit(0);
    }
}
