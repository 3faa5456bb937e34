// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.jakarta;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

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
