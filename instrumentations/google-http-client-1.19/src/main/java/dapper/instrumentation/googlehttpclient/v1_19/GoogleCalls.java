// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.googlehttpclient.v1_19;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of the client. The result of a call is a response, or an exception that stands for one. */
public final class GoogleCalls implements HttpClientGetter<HttpRequest, Void, Object> {
    private static final ClientCalls<HttpRequest, Void, Object> CALLS =
            new ClientCalls<>("google-http-client-1.19", new GoogleCalls());

    private GoogleCalls() {}

    /** Applications may extend the client's classes. */
    static boolean isOfLibrary(Object object) {
        return object.getClass().getName().startsWith("com.google.api.");
    }

    public static @Nullable Call start(HttpRequest request) {
        return CALLS.start(request, null);
    }

    public static void end(Call call, @Nullable HttpResponse response, @Nullable Throwable thrown) {
        boolean isResponse = thrown instanceof HttpResponseException && isOfLibrary(thrown);
        CALLS.end(call, isResponse ? thrown : response, thrown);
    }

    @Override
    public @Nullable String method(HttpRequest request) {
        return request.getRequestMethod();
    }

    @Override
    public void describe(Call call, @Nullable HttpRequest request, @Nullable Void target) {
        GenericUrl url = request == null ? null : request.getUrl();
        if (url != null) {
            ClientCalls.url(call, url.build(), url.getScheme(), url.getHost(), url.getPort());
        }
    }

    @Override
    public void server(Call call, @Nullable HttpRequest request, @Nullable Void target) {
        GenericUrl url = request == null ? null : request.getUrl();
        if (url != null) {
            ClientCalls.url(call, null, url.getScheme(), url.getHost(), url.getPort());
        }
    }

    @Override
    public @Nullable String requestHeader(HttpRequest request, String name) {
        return joined(request.getHeaders(), name);
    }

    @Override
    public @Nullable String responseHeader(Object response, String name) {
        return joined(
                response instanceof HttpResponse
                        ? ((HttpResponse) response).getHeaders()
                        : ((HttpResponseException) response).getHeaders(),
                name);
    }

    /** Headers of a class of the application are not read. */
    private static @Nullable String joined(@Nullable HttpHeaders headers, String name) {
        List<String> values = headers == null || !isOfLibrary(headers) ? null : headers.getHeaderStringValues(name);
        return values == null || values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public int status(Object response) {
        return response instanceof HttpResponse
                ? ((HttpResponse) response).getStatusCode()
                : ((HttpResponseException) response).getStatusCode();
    }

    /** The client shows no protocol. */
    @Override
    public @Nullable String protocol(Object response) {
        return null;
    }
}
