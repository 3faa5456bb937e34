// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.http.HttpServerGetter;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Reads a request as its channel received it, before any customizer has changed it. */
final class RequestGetter implements HttpServerGetter<Request, Response> {
    private static final List<String> INVENTED = List.of("/badMessage", "/badRequest", "/badURI");

    /** Most of the requested headers are absent, which a look-up without a list detects. */
    @Override
    public @Nullable String header(Request request, String name) {
        String first = request.getHeaders().get(name);
        if (first == null) {
            return null;
        }
        List<String> values = request.getHeaders().getValuesList(name);
        return values.size() == 1 ? first : String.join(",", values);
    }

    @Override
    public @Nullable String first(Request request, String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public Iterable<String> names(Request request) {
        return request.getHeaders().getFieldNamesCollection();
    }

    @Override
    public @Nullable String method(Request request) {
        return isInvented(request) && !"/badURI".equals(request.getHttpURI().getPath()) ? null : request.getMethod();
    }

    @Override
    public @Nullable String path(Request request) {
        return isInvented(request) ? null : request.getHttpURI().getPath();
    }

    /**
     * For a message that it cannot read Jetty makes up a request without headers and with one of these paths. Its path is the
     * constant itself; that of a client is another object, made from the bytes of a connection.
     */
    @SuppressWarnings("ReferenceEquality")
    static boolean isInvented(Request request) {
        if (request.getHeaders().size() > 0) {
            return false;
        }
        String path = request.getHttpURI().getPath();
        for (String invented : INVENTED) {
            if (path == invented) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable String query(Request request) {
        return request.getHttpURI().getQuery();
    }

    @Override
    public @Nullable String scheme(Request request) {
        String scheme = request.getHttpURI().getScheme();
        return scheme == null ? (request.isSecure() ? "https" : "http") : scheme;
    }

    /** HTTP/2 has no Host header; the URI has the name then. */
    @Override
    public @Nullable String authority(Request request) {
        String host = request.getHeaders().get("host");
        return host == null ? request.getHttpURI().getAuthority() : host;
    }

    @Override
    public @Nullable String protocol(Request request) {
        return request.getConnectionMetaData().getProtocol();
    }

    @Override
    public @Nullable String peerAddress(Request request) {
        return Request.getRemoteAddr(request);
    }

    @Override
    public int peerPort(Request request) {
        return Request.getRemotePort(request);
    }

    @Override
    public @Nullable String responseHeader(Response response, String name) {
        return response.getHeaders().get(name) == null
                ? null
                : String.join(",", response.getHeaders().getValuesList(name));
    }

    @Override
    public int status(Response response, boolean thrown) {
        return response.getStatus();
    }
}
