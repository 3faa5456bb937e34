// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** {@code GET /packing/{kind}/{product}}. */
final class PackingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Packing packing;

    PackingServlet(Packing packing) {
        this.packing = packing;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String[] path = request.getPathInfo().split("/");
        try {
            response.setContentType("text/plain");
            response.getWriter().print(packing.pack(path[1], Integer.parseInt(path[2])));
        } catch (ExecutionException e) {
            throw new ServletException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException(e);
        }
    }
}
