// SPDX-License-Identifier: Apache-2.0
package javaee;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A web application of Java EE 8 with its own database. */
@WebServlet("/items")
public final class ItemServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        // The driver is the application's own, so it is named as old applications do.
        new org.h2.Driver();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:items");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 40 + 2")) {
            result.next();
            response.getOutputStream().write(result.getString(1).getBytes(StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
