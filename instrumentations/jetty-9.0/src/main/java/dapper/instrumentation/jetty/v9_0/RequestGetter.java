// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import dapper.bootstrap.Headers;
import dapper.bootstrap.http.HttpServerGetter;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Reads the container's own request; parts are missing if the parser rejected it. */
final class RequestGetter implements HttpServerGetter<Request, Response> {
    /** Most of the requested headers are absent, which a look-up without an enumeration detects. */
    @Override
    public @Nullable String header(Request request, String name) {
        return request.getHeader(name) == null ? null : Headers.join(request.getHeaders(name));
    }

    @Override
    public @Nullable String first(Request request, String name) {
        return request.getHeader(name);
    }

    @Override
    public Iterable<String> names(Request request) {
        return Headers.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String method(Request request) {
        return request.getMethod();
    }

    @Override
    public @Nullable String path(Request request) {
        return request.getMethod() == null ? null : request.getRequestURI();
    }

    @Override
    public @Nullable String query(Request request) {
        return request.getMethod() == null ? null : request.getQueryString();
    }

    @Override
    public @Nullable String scheme(Request request) {
        return request.getMethod() == null ? null : request.getScheme();
    }

    /** HTTP/2 has no Host header; the container has the name then. */
    @Override
    public @Nullable String authority(Request request) {
        String host = request.getHeader("host");
        return host == null && request.getMethod() != null
                ? request.getServerName() + ':' + request.getServerPort()
                : host;
    }

    @Override
    public @Nullable String protocol(Request request) {
        return request.getMethod() == null ? null : request.getProtocol();
    }

    @Override
    public @Nullable String peerAddress(Request request) {
        return request.getRemoteAddr();
    }

    @Override
    public int peerPort(Request request) {
        return request.getRemotePort();
    }

    @Override
    public @Nullable String responseHeader(Response response, String name) {
        return response.getHeader(name) == null ? null : String.join(",", response.getHeaders(name));
    }

    @Override
    public int status(Response response, boolean thrown) {
        return response.getStatus();
    }
}
