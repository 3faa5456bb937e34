// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /broker}: the address of the broker. */
final class BrokerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String address;

    BrokerServlet(String address) {
        this.address = address;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(address);
    }
}
