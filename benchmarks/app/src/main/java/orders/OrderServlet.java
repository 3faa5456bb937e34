// SPDX-License-Identifier: Apache-2.0
package orders;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** {@code GET /orders/17}: two queries, an update, and the stock by HTTP. */
final class OrderServlet extends HttpServlet {
    private final transient DataSource database;
    private final transient StockClient stock;

    OrderServlet(DataSource database, StockClient stock) {
        this.database = database;
        this.stock = stock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            int id = Integer.parseInt(request.getPathInfo().substring(1)) % Database.ROWS;
            int product = Integer.parseInt(
                    Database.select(database, "SELECT product FROM purchase WHERE id = ? AND views >= 0", id));
            String customer = Database.select(
                    database,
                    "SELECT c.name FROM customer c JOIN purchase p ON p.customer = c.id"
                            + " WHERE p.id = ? AND c.status = 'active'",
                    id);
            String quantity = stock.quantity(product);
            Database.update(database, "UPDATE purchase SET views = views + 1 WHERE id = ?", id);
            Answers.text(response, customer + " bought " + product + " of which there are " + quantity);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
