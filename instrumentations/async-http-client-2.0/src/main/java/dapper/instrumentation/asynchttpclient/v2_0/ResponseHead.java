// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import io.netty.handler.codec.http.HttpResponse;
import org.asynchttpclient.HttpResponseStatus;

/** The head of a response, as the client reads it and as it arrived. */
final class ResponseHead {
    final HttpResponseStatus status;
    final HttpResponse response;

    ResponseHead(HttpResponseStatus status, HttpResponse response) {
        this.status = status;
        this.response = response;
    }
}
