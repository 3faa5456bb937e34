// SPDX-License-Identifier: Apache-2.0
package app.start;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import org.apache.catalina.filters.CorsFilter;
import org.apache.catalina.filters.RequestDumperFilter;
import org.apache.catalina.servlets.DefaultServlet;

/** Creates servlets and filters while it is initialised, a hierarchy of woven classes among them. */
final class Servlets {
    static final Object[] ALL;

    static {
        ALL = new Object[] {
            new DefaultServlet(), new OwnServlet(), new CorsFilter(), new OwnFilter(), new RequestDumperFilter()
        };
    }

    private Servlets() {}

    private static class OwnServlet extends HttpServlet {
        private static final long serialVersionUID = 1;
        static final int ROWS = Databases.ROWS;
    }

    private static class OwnFilter implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }
}
