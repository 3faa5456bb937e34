// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Makes every request slower, as an overloaded worker would: {@code POST /delay?millis=700} begins it, {@code
 * POST /delay?millis=0} ends it.
 */
final class Delay extends HttpFilter {
    static final String PATH = "/delay";

    private static final long serialVersionUID = 1L;
    private static final int MOST_MILLIS = 10_000;

    private volatile int millis;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().equals(PATH)) {
            change(request, response);
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException(e);
        }
        chain.doFilter(request, response);
    }

    private void change(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String value = request.getParameter("millis");
        if (!request.getMethod().equals("POST")) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (value == null || !value.matches("\\d{1,5}") || Integer.parseInt(value) > MOST_MILLIS) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "millis must be 0 to " + MOST_MILLIS);
        } else {
            millis = Integer.parseInt(value);
            response.setContentType("text/plain");
            response.getWriter().println("each request takes " + millis + " ms longer");
        }
    }
}
