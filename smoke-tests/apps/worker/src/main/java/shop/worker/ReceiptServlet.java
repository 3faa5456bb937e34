// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /receipts/{product}?cents=1}: answers from another thread, long after the request's thread has returned.
 */
final class ReceiptServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient PriceTable prices;
    private final transient Pools pools;

    ReceiptServlet(PriceTable prices, Pools pools) {
        this.prices = prices;
        this.pools = pools;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String product = request.getPathInfo().substring(1);
        int cents = Integer.parseInt(request.getParameter("cents"));
        AsyncContext async = request.startAsync();
        CompletableFuture.runAsync(() -> prices.insertReceipt(cents), pools.fixed)
                .thenRun(() -> answer(response, product + "-" + cents))
                .whenComplete((nothing, failure) -> async.complete());
    }

    private static void answer(HttpServletResponse response, String number) {
        response.setContentType("text/plain");
        try {
            response.getWriter().print(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
