// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import javax.servlet.FilterChain;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** A compiled class with a name like those of classes made at run time. */
final class Named$ProxyFilter extends PassingFilter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws java.io.IOException {
        HandlerServlet.write(response, "handler");
    }
}
