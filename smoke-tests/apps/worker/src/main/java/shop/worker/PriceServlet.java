// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** {@code GET /prices/{product}}: the lookup runs on a thread of a pool while the request's thread waits. */
final class PriceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient PriceTable prices;
    private final transient Pools pools;

    PriceServlet(PriceTable prices, Pools pools) {
        this.prices = prices;
        this.pools = pools;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int id = Integer.parseInt(request.getPathInfo().substring(1));
        try {
            int cents = pools.fixed.submit(() -> prices.price(id)).get();
            response.setContentType("text/plain");
            response.getWriter().print(cents);
        } catch (ExecutionException e) {
            throw new ServletException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException(e);
        }
    }
}
