// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/** Reads the library's own requests and responses. */
final class RequestGetter implements HttpClientGetter<HttpRequest, Void, HttpResponse> {
    static final ClientCalls<HttpRequest, Void, HttpResponse> CALLS =
            new ClientCalls<>("apache-httpasyncclient-4.0", new RequestGetter());

    private RequestGetter() {}

    @Override
    public @Nullable String method(HttpRequest request) {
        return methodOf(request);
    }

    /** Null for a request of the application's own class. */
    static @Nullable String methodOf(HttpRequest request) {
        if (!request.getClass().getName().startsWith("org.apache.http.")) {
            return null;
        }
        return request instanceof HttpUriRequest
                ? ((HttpUriRequest) request).getMethod() // the copy's own: its request line may be the original's
                : request.getRequestLine().getMethod();
    }

    @Override
    public void describe(Call call, @Nullable HttpRequest request, @Nullable Void none) {
        HttpHost target = call instanceof AsyncCall ? ((AsyncCall) call).host() : null;
        URI uri = request instanceof HttpUriRequest ? ((HttpUriRequest) request).getURI() : null;
        if (uri != null && uri.isAbsolute()) {
            ClientCalls.url(call, uri);
        } else if (target != null) {
            String url = request == null
                    ? null
                    : target.toURI() + request.getRequestLine().getUri();
            ClientCalls.url(call, url, target.getSchemeName(), target.getHostName(), target.getPort());
        }
    }

    @Override
    public void server(Call call, @Nullable HttpRequest request, @Nullable Void none) {
        HttpHost target = call instanceof AsyncCall ? ((AsyncCall) call).host() : null;
        URI uri = request instanceof HttpUriRequest ? ((HttpUriRequest) request).getURI() : null;
        if (uri != null && uri.isAbsolute()) {
            ClientCalls.url(call, null, uri.getScheme(), uri.getHost(), uri.getPort());
        } else if (target != null) {
            ClientCalls.url(call, null, target.getSchemeName(), target.getHostName(), target.getPort());
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
        return response.getStatusLine().getStatusCode();
    }

    @Override
    public String protocol(HttpResponse response) {
        return response.getStatusLine().getProtocolVersion().toString();
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
