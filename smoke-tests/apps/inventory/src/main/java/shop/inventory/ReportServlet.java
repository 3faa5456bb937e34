// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.sql.DataSource;

/** {@code GET /reports/slow?millis=300} is slow; {@code GET /reports/broken} queries a missing table. */
final class ReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient DataSource database;

    ReportServlet(DataSource database) {
        this.database = database;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        boolean broken = request.getPathInfo().endsWith("/broken");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (!broken) {
                pause(Integer.parseInt(request.getParameter("millis")));
            }
            String table = broken ? "turnover" : "stock";
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table + " WHERE 1 < 2")) {
                rows.next();
                response.setContentType("text/plain");
                response.getWriter().print(rows.getInt(1));
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private static void pause(int millis) throws IOException {
        try {
            Thread.sleep(Math.min(millis, 10_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
