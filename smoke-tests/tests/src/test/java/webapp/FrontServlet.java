// SPDX-License-Identifier: Apache-2.0
package webapp;

import app.redeploy.Redeployments;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** Does the usual work of a web application: queries its own database, calls over HTTP, and leaves work behind. */
public final class FrontServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Never completed: its dependents are freed with the application. */
    private static final CompletableFuture<String> NEVER = new CompletableFuture<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            String answer = rows() + " rows, " + echo(request) + ", "
                    + Ending.POOL.submit((Callable<String>) () -> "pool").get() + ", "
                    + CompletableFuture.supplyAsync(() -> "server's pool", Redeployments.SERVERS_POOL)
                            .get();
            leaveWorkBehind();
            response.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (SQLException | ExecutionException e) {
            throw new ServletException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int rows() throws SQLException {
        // The driver belongs to the application, so it is registered as in old applications.
        new org.h2.Driver();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table item (id int primary key)");
            statement.execute("insert into item values (1), (2), (3)");
            try (PreparedStatement select = connection.prepareStatement("select count(*) from item where id > ?")) {
                select.setInt(1, 0);
                try (ResultSet result = select.executeQuery()) {
                    result.next();
                    return result.getInt(1);
                }
            }
        }
    }

    private static String echo(HttpServletRequest request) throws IOException {
        String address = "http://127.0.0.1:" + request.getLocalPort() + "/app/echo";
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All of it carries the context of this request. */
    private static void leaveWorkBehind() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        Executor pool = Ending.POOL;
        pool.execute(() -> {
            busy.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // The application ends.
            }
        });
        busy.await();
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> System.out.println("never run"));
        }
        NEVER.thenAccept(value -> System.out.println("never completed"));
        NEVER.thenAcceptAsync(value -> System.out.println("never completed"), Redeployments.SERVERS_POOL);
    }
}
