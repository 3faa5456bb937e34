// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code POST /deliveries}: the same number of each product arrives, written in one JDBC batch. */
final class DeliveryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient StockTable table;

    DeliveryServlet(StockTable table) {
        this.table = table;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            response.setContentType("text/plain");
            response.getWriter().print(table.deliver(Map.of(1, 5, 2, 5, 3, 5)));
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
