// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.call.Call;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Requests are {@code METHOD url}, or {@code ?} for one that may not be read; responses are {@code protocol status}. */
final class TextGetter implements HttpClientGetter<String, String, String> {
    int reads;

    @Override
    public @Nullable String method(String request) {
        return request.equals("?") ? null : request.substring(0, request.indexOf(' '));
    }

    @Override
    public void describe(Call call, @Nullable String request, @Nullable String target) {
        reads++;
        if (request != null) {
            ClientCalls.url(call, URI.create(request.substring(request.indexOf(' ') + 1)));
        } else if (target != null) {
            ClientCalls.url(call, null, "http", target, 0);
        }
    }

    @Override
    public int status(String response) {
        reads++;
        return Integer.parseInt(response.substring(response.indexOf(' ') + 1));
    }

    @Override
    public String protocol(String response) {
        reads++;
        return response.substring(0, response.indexOf(' '));
    }
}
