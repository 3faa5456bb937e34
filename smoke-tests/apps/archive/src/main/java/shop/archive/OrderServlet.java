// SPDX-License-Identifier: Apache-2.0
package shop.archive;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.sql.DataSource;

/** {@code GET /orders/1}: four queries, one on each kind of thread, then one call with each client. */
final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient DataSource database;
    private final transient Callable<Map<String, NumberClient>> clients;
    private final transient ExecutorService pool = Executors.newSingleThreadExecutor(daemons());

    OrderServlet(DataSource database, Callable<Map<String, NumberClient>> clients) {
        this.database = database;
        this.clients = clients;
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "archive");
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int id = Integer.parseInt(request.getPathInfo().substring(1));
        try {
            int cents = Database.cents(database, "orders", id)
                    + pool.submit(() -> Database.cents(database, "invoice", id)).get()
                    + CompletableFuture.supplyAsync(() -> Database.cents(database, "parcel", id), pool)
                            .get()
                    + ForkJoinPool.commonPool()
                            .submit(() -> Database.cents(database, "refund", id))
                            .get();
            StringBuilder answer = new StringBuilder().append(cents);
            for (Map.Entry<String, NumberClient> client : clients.call().entrySet()) {
                answer.append(' ').append(client.getValue().get(client.getKey()));
            }
            response.getWriter().print(answer);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
