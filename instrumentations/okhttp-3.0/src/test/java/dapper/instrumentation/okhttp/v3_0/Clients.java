// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import dapper.javaagent.testing.HttpClientContract.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Clients that share their connections and threads. */
final class Clients {
    private final OkHttpClient client =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    OkHttpClient waiting(int millis) {
        return client.newBuilder().readTimeout(millis, TimeUnit.MILLISECONDS).build();
    }

    static Request request(String method, URI uri, Map<String, String> headers, String body) {
        Request.Builder request = new Request.Builder().url(uri.toString());
        headers.forEach(request::addHeader);
        return request.method(method, body.isEmpty() ? null : RequestBody.create(MediaType.parse("text/plain"), body))
                .build();
    }

    static Answer answer(Response response) throws IOException {
        return new Answer(response.code(), response.body().string());
    }
}
