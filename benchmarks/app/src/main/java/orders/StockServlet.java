// SPDX-License-Identifier: Apache-2.0
package orders;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** {@code GET /stock/17}: two queries. */
final class StockServlet extends HttpServlet {
    private final transient DataSource database;

    StockServlet(DataSource database) {
        this.database = database;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            int product = Integer.parseInt(request.getPathInfo().substring(1));
            String quantity = Database.select(database, "SELECT quantity FROM stock WHERE product = ?", product);
            String orders = Database.select(database, "SELECT count(*) FROM purchase WHERE id = ?", product);
            Answers.text(response, quantity + " with " + orders + " orders");
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
