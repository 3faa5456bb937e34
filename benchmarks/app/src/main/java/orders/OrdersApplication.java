// SPDX-License-Identifier: Apache-2.0
package orders;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * {@code java -jar orders.jar [port]}: an order costs three queries and a call, over HTTP, of {@link StockServlet}, which
 * makes two more. Prints one line when it listens on 127.0.0.1.
 */
public final class OrdersApplication {
    private static final int CONNECTIONS = 32;

    private OrdersApplication() {}

    public static void main(String[] args) throws Exception {
        HikariDataSource database = Database.open(CONNECTIONS);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(args.length == 0 ? 0 : Integer.parseInt(args[0]));
        server.addConnector(connector);
        connector.open();
        StockClient stock = new StockClient(
                HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(CONNECTIONS)
                                .setMaxConnTotal(CONNECTIONS)
                                .build())
                        .build(),
                connector.getLocalPort());

        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new OrderServlet(database, stock)), "/orders/*");
        context.addServlet(new ServletHolder(new StockServlet(database)), "/stock/*");
        server.setHandler(context);
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("orders ready on port " + connector.getLocalPort());
        server.join();
    }
}
