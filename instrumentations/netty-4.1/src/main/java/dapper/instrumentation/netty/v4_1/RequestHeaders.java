// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;

/** Writes trace headers to a request that is about to be encoded. */
final class RequestHeaders implements HeaderSetter<HttpHeaders> {
    private static final RequestHeaders SETTER = new RequestHeaders();

    private RequestHeaders() {}

    static void inject(Call call, HttpRequest request) {
        try {
            call.inject(SETTER, request.headers());
        } catch (UnsupportedOperationException e) {
            // The headers are read-only.
        }
    }

    @Override
    public void setHeader(HttpHeaders headers, String name, String value) {
        headers.set(name, value);
    }

    @Override
    public void removeHeader(HttpHeaders headers, String name) {
        headers.remove(name);
    }
}
