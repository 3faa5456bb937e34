// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpClientCalls;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** The common parts of both kinds of clients. */
final class Requests {
    private Requests() {}

    static @Nullable TraceContext begin(@Nullable HttpHost target, HttpRequest request) {
        if (!isOfLibrary(request)) {
            TraceContext call = HttpClientCalls.startUnknown();
            if (call instanceof Span && target != null) {
                HttpClientCalls.describeServer(
                        (Span) call, target.getSchemeName(), target.getHostName(), target.getPort());
            }
            return call;
        }
        TraceContext call = HttpClientCalls.start(request.getMethod());
        if (call instanceof Span) {
            describe((Span) call, target, request);
        }
        return call;
    }

    /** Other requests are the application's own code, which only the client may call. */
    static boolean isOfLibrary(HttpRequest request) {
        return request.getClass().getName().startsWith("org.apache.hc.");
    }

    /** Called when the client has made its copy of a call's request. */
    static void copied(@Nullable TraceContext call, HttpRequest copy) {
        Span unknown = HttpClientCalls.unknown(call);
        if (unknown != null && isOfLibrary(copy)) {
            HttpClientCalls.changeMethod(unknown, copy.getMethod());
            describe(unknown, null, copy);
        }
    }

    private static void describe(Span call, @Nullable HttpHost target, HttpRequest request) {
        String scheme = request.getScheme();
        URIAuthority authority = request.getAuthority();
        String path = request.getPath();
        if (scheme != null && authority != null && path != null && isPlain(authority.getHostName(), path)) {
            describe(call, scheme, authority, path);
        } else {
            describeUri(call, target, request);
        }
    }

    /** Returns whether the parts can be joined unchanged. */
    private static boolean isPlain(String host, String path) {
        return host.indexOf(':') < 0 && path.startsWith("/");
    }

    /** Handles the usual case without making and parsing a URI. */
    private static void describe(Span call, String scheme, URIAuthority authority, String path) {
        String host = authority.getHostName();
        int port = authority.getPort();
        String url = port < 0 ? scheme + "://" + host + path : scheme + "://" + host + ':' + port + path;
        HttpClientCalls.describe(call, url, scheme, host, port);
    }

    private static void describeUri(Span call, @Nullable HttpHost target, HttpRequest request) {
        URI uri = uri(request);
        if (uri != null && uri.isAbsolute()) {
            HttpClientCalls.describe(call, uri.toString(), uri.getScheme(), uri.getHost(), uri.getPort());
        } else if (target != null) {
            HttpClientCalls.describe(
                    call,
                    target.toURI() + request.getRequestUri(),
                    target.getSchemeName(),
                    target.getHostName(),
                    target.getPort());
        }
    }

    private static @Nullable URI uri(HttpRequest request) {
        try {
            return request.getUri();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static void end(TraceContext call, HttpResponse response) {
        if (call instanceof Span) {
            HttpClientCalls.end(call, response.getCode(), protocol(response.getVersion()), null);
        }
    }

    private static @Nullable String protocol(@Nullable ProtocolVersion version) {
        if (version == HttpVersion.HTTP_1_1) {
            return "HTTP/1.1"; // the usual version, whose toString makes a new string
        }
        return version == null ? null : version.toString();
    }
}
