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
import org.apache.hc.core5.http.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/** What both kinds of clients have in common. */
final class Requests {
    private Requests() {}

    static @Nullable TraceContext begin(@Nullable HttpHost target, HttpRequest request) {
        TraceContext call = HttpClientCalls.start(request.getMethod());
        if (call instanceof Span) {
            describe((Span) call, target, request);
        }
        return call;
    }

    private static void describe(Span call, @Nullable HttpHost target, HttpRequest request) {
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
        ProtocolVersion version = response.getVersion();
        HttpClientCalls.end(call, response.getCode(), version == null ? null : version.toString(), null);
    }
}
