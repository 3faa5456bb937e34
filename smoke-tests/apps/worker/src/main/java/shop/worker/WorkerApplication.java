// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The shop's background work: {@code java -jar worker.jar --port=8082}; with {@code --messages} also a broker. */
public final class WorkerApplication {
    private WorkerApplication() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        PriceTable prices = new PriceTable();
        Pools pools = new Pools();

        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new PriceServlet(prices, pools)), "/prices/*");
        ServletHolder receipts = new ServletHolder(new ReceiptServlet(prices, pools));
        receipts.setAsyncSupported(true);
        context.addServlet(receipts, "/receipts/*");
        context.addServlet(new ServletHolder(new PackingServlet(new Packing(prices, pools))), "/packing/*");
        context.addServlet(new ServletHolder(new RateServlet()), "/rates/*");
        if (options.has("messages")) {
            context.addServlet(
                    new ServletHolder(new BrokerServlet(Broker.start(prices).address())), "/broker");
        }
        FilterHolder delay = new FilterHolder(new Delay());
        delay.setAsyncSupported(true);
        context.addFilter(delay, "/*", EnumSet.of(DispatcherType.REQUEST));

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(options.get("port", "8082")));
        server.addConnector(connector);
        server.setHandler(context);
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("worker ready on port " + connector.getLocalPort());
        if (options.has("stop-on-eof")) {
            stopAtEndOfInput();
        }
        server.join();
    }

    private static void stopAtEndOfInput() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
