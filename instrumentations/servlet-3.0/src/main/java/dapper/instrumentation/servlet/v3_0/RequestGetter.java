// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.Headers;
import dapper.bootstrap.http.HttpServerGetter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Reads a request of the servlet API. */
final class RequestGetter implements HttpServerGetter<HttpServletRequest, HttpServletResponse> {
    /** Most of the requested headers are absent, which a look-up without an enumeration detects. */
    @Override
    public @Nullable String header(HttpServletRequest request, String name) {
        return request.getHeader(name) == null ? null : Headers.join(request.getHeaders(name));
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

    /** HTTP/2 has no Host header; the container has the name then. */
    @Override
    public @Nullable String authority(HttpServletRequest request) {
        String host = request.getHeader("host");
        return host == null ? request.getServerName() + ':' + request.getServerPort() : host;
    }

    @Override
    public @Nullable String protocol(HttpServletRequest request) {
        return request.getProtocol();
    }

    @Override
    public @Nullable String peerAddress(HttpServletRequest request) {
        return request.getRemoteAddr();
    }

    @Override
    public int peerPort(HttpServletRequest request) {
        return request.getRemotePort();
    }

    @Override
    public @Nullable String responseHeader(HttpServletResponse response, String name) {
        return response.getHeader(name) == null ? null : String.join(",", response.getHeaders(name));
    }

    @Override
    public int status(HttpServletResponse response, boolean thrown) {
        return thrown && !response.isCommitted() ? 500 : response.getStatus();
    }
}
