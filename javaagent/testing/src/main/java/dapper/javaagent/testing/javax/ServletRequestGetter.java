// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import dapper.bootstrap.Headers;
import dapper.bootstrap.http.HttpServerGetter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Reads the requests of {@link ServingFilter}. */
final class ServletRequestGetter implements HttpServerGetter<HttpServletRequest, HttpServletResponse> {
    @Override
    public @Nullable String header(HttpServletRequest request, String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String first(HttpServletRequest request, String name) {
        return request.getHeader(name);
    }

    @Override
    public Iterable<String> names(HttpServletRequest request) {
        return Headers.list(request.getHeaderNames());
    }

    @Override
    public String method(HttpServletRequest request) {
        return request.getMethod();
    }

    @Override
    public String path(HttpServletRequest request) {
        return request.getRequestURI();
    }

    @Override
    public @Nullable String query(HttpServletRequest request) {
        return request.getQueryString();
    }

    @Override
    public String scheme(HttpServletRequest request) {
        return request.getScheme();
    }

    @Override
    public @Nullable String authority(HttpServletRequest request) {
        return request.getHeader("host");
    }

    @Override
    public String protocol(HttpServletRequest request) {
        return request.getProtocol();
    }

    @Override
    public String peerAddress(HttpServletRequest request) {
        return request.getRemoteAddr();
    }

    @Override
    public int peerPort(HttpServletRequest request) {
        return request.getRemotePort();
    }

    @Override
    public int status(HttpServletResponse response, boolean thrown) {
        return thrown ? 500 : response.getStatus();
    }
}
