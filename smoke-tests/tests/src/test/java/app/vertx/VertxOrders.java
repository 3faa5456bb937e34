// SPDX-License-Identifier: Apache-2.0
package app.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A server of Vert.x 3: {@code /orders/:id} requests {@code /stock/:id} of the same server, and then queries H2 in a
 * blocking task.
 */
public final class VertxOrders {
    private final JdbcDataSource database = new JdbcDataSource();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();

    private HttpServer server;

    private VertxOrders() {
        database.setURL("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
    }

    public static void main(String[] args) {
        new VertxOrders().start();
    }

    private void start() {
        Router router = Router.router(vertx);
        router.get("/orders/:id").handler(this::order);
        router.get("/stock/:id").handler(context -> context.response().end("3 left"));
        server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1", listening -> System.out.println("ready on port " + server.actualPort()));
    }

    /** Vert.x 3.6 has no other method for it. */
    @SuppressWarnings("deprecation")
    private void order(RoutingContext context) {
        client.getNow(
                server.actualPort(),
                "127.0.0.1",
                "/stock/" + context.pathParam("id"),
                response -> response.bodyHandler(stock -> addOrder(context, stock)));
    }

    private void addOrder(RoutingContext context, Buffer stock) {
        vertx.<String>executeBlocking(
                task -> {
                    try {
                        task.complete(query());
                    } catch (SQLException e) {
                        task.fail(e);
                    }
                },
                order -> context.response().end(order.result() + ", " + stock));
    }

    private String query() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 'order' FROM dual")) {
            row.next();
            return row.getString(1);
        }
    }
}
