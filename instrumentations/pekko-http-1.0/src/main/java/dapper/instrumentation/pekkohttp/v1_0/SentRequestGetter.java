// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.Uri;
import org.jspecify.annotations.Nullable;

/** Reads the client's requests and responses, which do not change. */
final class SentRequestGetter implements HttpClientGetter<HttpRequest, Void, HttpResponse> {
    @Override
    public String method(HttpRequest request) {
        return request.method().value();
    }

    @Override
    public void describe(Call call, @Nullable HttpRequest request, @Nullable Void target) {
        if (request != null) {
            Uri uri = request.uri();
            ClientCalls.url(
                    call,
                    uri.toString(),
                    uri.scheme(),
                    uri.authority().host().address(),
                    uri.authority().port());
        }
    }

    @Override
    public @Nullable String requestHeader(HttpRequest request, String name) {
        return MessageHeaders.joined(request, name);
    }

    @Override
    public @Nullable String responseHeader(HttpResponse response, String name) {
        return MessageHeaders.joined(response, name);
    }

    @Override
    public int status(HttpResponse response) {
        return response.status().intValue();
    }

    @Override
    public String protocol(HttpResponse response) {
        return response.protocol().value();
    }
}
