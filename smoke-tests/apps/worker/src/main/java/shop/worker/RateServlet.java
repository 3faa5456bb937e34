// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code GET /rates/{currency}}; 404 for an unknown currency. */
final class RateServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> RATES = Map.of("USD", "1.09", "GBP", "0.84");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String rate = RATES.get(request.getPathInfo().substring(1));
        if (rate == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "no such currency");
        } else {
            response.setContentType("text/plain");
            response.getWriter().print(rate);
        }
    }
}
