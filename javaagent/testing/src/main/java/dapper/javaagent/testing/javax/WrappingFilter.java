// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import java.io.IOException;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** Passes other objects to the rest of the chain, and assigns its own parameters as many filters do. */
final class WrappingFilter extends PassingFilter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request = new HttpServletRequestWrapper((HttpServletRequest) request);
        response = new HttpServletResponseWrapper((HttpServletResponse) response);
        super.doFilter(request, response, chain);
    }
}
