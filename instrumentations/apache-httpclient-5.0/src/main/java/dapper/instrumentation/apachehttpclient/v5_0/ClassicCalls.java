// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.Propagation;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpClientCalls;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The calls of the classic client, all on the application's thread. */
public final class ClassicCalls {
    private static final HeaderSetter<HttpRequest> HEADERS = HttpRequest::setHeader;

    private ClassicCalls() {}

    public static @Nullable TraceContext begin(@Nullable HttpHost target, ClassicHttpRequest request) {
        return Requests.begin(target, request);
    }

    /** Called when the client has made its copy of a request. */
    public static void copied(ClassicHttpRequest copy) {
        Requests.copied(Current.get(), copy);
    }

    /** A request for a tunnel goes to the proxy, not to the called server. */
    public static void writeHeaders(ClassicHttpRequest request) {
        TraceContext call = HttpClientCalls.current();
        if (call != null && !isTunnel(request)) {
            Propagation.inject(call, HEADERS, request);
        }
    }

    private static boolean isTunnel(ClassicHttpRequest request) {
        return Requests.isOfLibrary(request) && "CONNECT".equals(request.getMethod());
    }

    public static void end(
            TraceContext call,
            @Nullable TraceContext previous,
            @Nullable ClassicHttpResponse response,
            @Nullable Throwable thrown) {
        if (call instanceof Span || previous == null) {
            Current.set(previous); // otherwise the context stayed, and may have its ids by now
        }
        if (response == null) {
            HttpClientCalls.end(call, 0, null, thrown);
        } else {
            Requests.end(call, response);
        }
    }
}
