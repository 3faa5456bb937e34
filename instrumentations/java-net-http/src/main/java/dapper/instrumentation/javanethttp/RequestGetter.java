// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the client's own requests and responses. */
final class RequestGetter implements HttpClientGetter<HttpRequest, Void, HttpResponse<?>> {
    @Override
    public @Nullable String method(HttpRequest request) {
        return request.getClass().getName().startsWith("jdk.internal.net.http.") ? request.method() : null;
    }

    @Override
    public void describe(Call call, @Nullable HttpRequest request, @Nullable Void target) {
        if (request != null) {
            ClientCalls.url(call, request.uri());
        }
    }

    @Override
    public @Nullable String requestHeader(HttpRequest request, String name) {
        return joined(request.headers().allValues(name));
    }

    @Override
    public @Nullable String responseHeader(HttpResponse<?> response, String name) {
        return joined(response.headers().allValues(name));
    }

    private static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    @Override
    public int status(HttpResponse<?> response) {
        return response.statusCode();
    }

    @Override
    public String protocol(HttpResponse<?> response) {
        switch (response.version().name()) {
            case "HTTP_1_1":
                return "HTTP/1.1";
            case "HTTP_2":
                return "HTTP/2";
            default:
                return "HTTP/3";
        }
    }
}
