// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.Propagation;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpClientCalls;
import java.net.URI;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.RequestLine;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/** The calls of the client, all on the application's thread. */
public final class Calls {
    private static final HeaderSetter<HttpRequest> HEADERS = HttpRequest::setHeader;

    private Calls() {}

    public static @Nullable TraceContext begin(@Nullable HttpHost target, HttpRequest request) {
        if (!isOfLibrary(request)) {
            TraceContext call = HttpClientCalls.startUnknown();
            if (call instanceof Span && target != null) {
                HttpClientCalls.describeServer(
                        (Span) call, target.getSchemeName(), target.getHostName(), target.getPort());
            }
            return call;
        }
        TraceContext call = HttpClientCalls.start(method(request));
        if (call instanceof Span) {
            describe((Span) call, target, request);
        }
        return call;
    }

    /** Other requests are the application's own code, which only the client may call. */
    private static boolean isOfLibrary(HttpRequest request) {
        return request.getClass().getName().startsWith("org.apache.http.");
    }

    private static void describe(Span call, @Nullable HttpHost target, HttpRequest request) {
        URI uri = request instanceof HttpUriRequest ? ((HttpUriRequest) request).getURI() : null;
        if (uri != null && uri.isAbsolute()) {
            describe(call, uri);
        } else if (target != null) {
            RequestLine line = request.getRequestLine();
            HttpClientCalls.describe(
                    call,
                    target.toURI() + line.getUri(),
                    target.getSchemeName(),
                    target.getHostName(),
                    target.getPort());
        }
    }

    private static void describe(Span call, URI uri) {
        HttpClientCalls.describe(call, uri.toString(), uri.getScheme(), uri.getHost(), uri.getPort());
    }

    /** Called when the client has made its copy of a request. */
    public static void copied(HttpUriRequest copy) {
        Span call = HttpClientCalls.unknown(Current.get());
        if (call != null) {
            HttpClientCalls.changeMethod(call, copy.getMethod());
            URI uri = copy.getURI();
            if (uri != null && uri.isAbsolute()) {
                describe(call, uri);
            }
        }
    }

    /** A request for a tunnel goes to the proxy, not to the called server. */
    public static void writeHeaders(HttpRequest request) {
        TraceContext call = HttpClientCalls.current();
        if (call != null && isOfLibrary(request) && !"CONNECT".equals(method(request))) {
            Propagation.inject(call, HEADERS, request);
        }
    }

    private static String method(HttpRequest request) {
        return request instanceof HttpUriRequest
                ? ((HttpUriRequest) request).getMethod() // the copy's own: its request line may be the original's
                : request.getRequestLine().getMethod();
    }

    public static void end(
            TraceContext call,
            @Nullable TraceContext previous,
            @Nullable HttpResponse response,
            @Nullable Throwable thrown) {
        if (call instanceof Span || previous == null) {
            Current.set(previous); // otherwise the context stayed, and may have its ids by now
        }
        if (response == null) {
            HttpClientCalls.end(call, 0, null, thrown);
        } else if (call instanceof Span) {
            HttpClientCalls.end(
                    call,
                    response.getStatusLine().getStatusCode(),
                    response.getStatusLine().getProtocolVersion().toString(),
                    thrown);
        }
    }
}
