// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code GET /stock}, {@code GET /stock/1}, {@code GET /stock/1/price}, {@code POST /stock/1/reservations}. */
final class StockServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient StockTable table;
    private final transient PriceClient prices;

    StockServlet(StockTable table, PriceClient prices) {
        this.table = table;
        this.prices = prices;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            if (request.getPathInfo() == null) {
                json(response, table.all().stream().map(Stock::json).collect(Collectors.joining(",", "[", "]")));
            } else if (request.getPathInfo().endsWith("/price")) {
                response.setContentType("text/plain");
                response.getWriter().print(prices.price(id(request)));
            } else {
                one(request, response);
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            int quantity = Integer.parseInt(request.getParameter("quantity"));
            boolean reserved = table.reserve(id(request), quantity);
            response.setStatus(reserved ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_CONFLICT);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private void one(HttpServletRequest request, HttpServletResponse response) throws SQLException, IOException {
        Optional<Stock> stock = table.byId(id(request));
        if (stock.isPresent()) {
            json(response, stock.get().json());
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "no such product");
        }
    }

    private static int id(HttpServletRequest request) {
        return Integer.parseInt(request.getPathInfo().split("/")[1]);
    }

    private static void json(HttpServletResponse response, String json) throws IOException {
        response.setContentType("application/json");
        response.getWriter().print(json);
    }
}
