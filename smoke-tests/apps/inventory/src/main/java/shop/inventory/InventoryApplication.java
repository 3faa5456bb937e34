// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.sql.DataSource;
import org.apache.http.impl.client.HttpClients;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The shop's stock: {@code java -jar inventory.jar --port=8081 --worker=http://...}. */
public final class InventoryApplication {
    private InventoryApplication() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        DataSource database = Database.open();
        PriceClient prices = new PriceClient(
                HttpClients.createDefault(), URI.create(options.get("worker", "http://127.0.0.1:8082")));

        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        context.setContextPath("/");
        context.addFilter(new FilterHolder(new ServedByFilter()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new StockServlet(new StockTable(database), prices)), "/stock/*");
        context.addServlet(new ServletHolder(new DeliveryServlet(new StockTable(database))), "/deliveries");
        context.addServlet(new ServletHolder(new ReportServlet(database)), "/reports/*");

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(options.get("port", "8081")));
        server.addConnector(connector);
        server.setHandler(context);
        server.addBean(shortErrorPages());
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("inventory ready on port " + connector.getLocalPort());
        if (options.has("stop-on-eof")) {
            stopAtEndOfInput();
        }
        server.join();
    }

    private static ErrorHandler shortErrorPages() {
        ErrorHandler pages = new ErrorHandler();
        pages.setShowStacks(false);
        pages.setShowServlet(false);
        return pages;
    }

    private static void stopAtEndOfInput() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
