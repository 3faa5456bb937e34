// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** Reads the requests and responses of both kinds of clients. */
final class RequestGetter implements HttpClientGetter<HttpRequest, HttpHost, HttpResponse> {
    static final ClientCalls<HttpRequest, HttpHost, HttpResponse> CALLS =
            new ClientCalls<>("apache-httpclient-5.0", new RequestGetter());

    private RequestGetter() {}

    static boolean isOfLibrary(HttpRequest request) {
        return request.getClass().getName().startsWith("org.apache.hc.");
    }

    @Override
    public @Nullable String method(HttpRequest request) {
        return isOfLibrary(request) ? request.getMethod() : null;
    }

    @Override
    public void describe(Call call, @Nullable HttpRequest request, @Nullable HttpHost target) {
        if (request == null || !describeParts(call, request)) {
            URI uri = request == null ? null : uri(request);
            if (uri != null && uri.isAbsolute()) {
                ClientCalls.url(call, uri);
            } else if (target != null) {
                String url = request == null ? null : target.toURI() + request.getRequestUri();
                ClientCalls.url(call, url, target.getSchemeName(), target.getHostName(), target.getPort());
            }
        }
    }

    /** A request without an authority goes to the target. */
    @Override
    public void server(Call call, @Nullable HttpRequest request, @Nullable HttpHost target) {
        URIAuthority authority = request == null ? null : request.getAuthority();
        if (request != null && authority != null) {
            ClientCalls.url(call, null, request.getScheme(), authority.getHostName(), authority.getPort());
        } else if (target != null) {
            ClientCalls.url(call, null, target.getSchemeName(), target.getHostName(), target.getPort());
        }
    }

    /** Handles the usual case, parts that can be joined unchanged, without making and parsing a URI. */
    private static boolean describeParts(Call call, HttpRequest request) {
        String scheme = request.getScheme();
        URIAuthority authority = request.getAuthority();
        String path = request.getPath();
        if (scheme == null || authority == null || path == null || !path.startsWith("/")) {
            return false;
        }
        String host = authority.getHostName();
        int port = authority.getPort();
        if (host.indexOf(':') >= 0) {
            return false;
        }
        String url = port < 0 ? scheme + "://" + host + path : scheme + "://" + host + ':' + port + path;
        ClientCalls.url(call, url, scheme, host, port);
        return true;
    }

    private static @Nullable URI uri(HttpRequest request) {
        try {
            return request.getUri();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    @Override
    public @Nullable String requestHeader(HttpRequest request, String name) {
        return joined(request.getHeaders(name));
    }

    @Override
    public @Nullable String responseHeader(HttpResponse response, String name) {
        return joined(response.getHeaders(name));
    }

    @Override
    public int status(HttpResponse response) {
        return response.getCode();
    }

    @Override
    public @Nullable String protocol(HttpResponse response) {
        ProtocolVersion version = response.getVersion();
        if (HttpVersion.HTTP_1_1.equals(version)) {
            return "HTTP/1.1"; // the usual version, whose toString makes a new string
        }
        return version == null ? null : version.toString();
    }

    /** Null if there is none. */
    private static @Nullable String joined(Header[] headers) {
        if (headers.length < 2) {
            return headers.length == 0 ? null : headers[0].getValue();
        }
        StringBuilder joined = new StringBuilder();
        for (Header header : headers) {
            joined.append(joined.length() == 0 ? "" : ",").append(header.getValue());
        }
        return joined.toString();
    }
}
