// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.util.List;
import org.asynchttpclient.Request;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/** Reads the client's requests and responses. A request of a class of the application is not read. */
final class RequestGetter implements HttpClientGetter<Request, Void, ResponseHead> {
    static final ClientCalls<Request, Void, ResponseHead> CALLS =
            new ClientCalls<>("async-http-client-2.0", new RequestGetter());

    private RequestGetter() {}

    @Override
    public @Nullable String method(Request request) {
        return request.getClass().getName().startsWith("org.asynchttpclient.") ? request.getMethod() : null;
    }

    @Override
    public void describe(Call call, @Nullable Request request, @Nullable Void target) {
        if (request != null) {
            Uri uri = request.getUri();
            ClientCalls.url(call, uri.toUrl(), uri.getScheme(), uri.getHost(), uri.getExplicitPort());
        }
    }

    @Override
    public @Nullable String requestHeader(Request request, String name) {
        return joined(request.getHeaders().getAll(name));
    }

    @Override
    public @Nullable String responseHeader(ResponseHead head, String name) {
        return joined(head.response.headers().getAll(name));
    }

    private static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    @Override
    public int status(ResponseHead head) {
        return head.status.getStatusCode();
    }

    @Override
    public String protocol(ResponseHead head) {
        return head.status.getProtocolText();
    }
}
