// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.HeaderSetter;
import org.apache.hc.core5.http.HttpRequest;

/** Writes headers to the client's copy of a request. */
final class RequestSetter implements HeaderSetter<HttpRequest> {
    static final RequestSetter HEADERS = new RequestSetter();

    private RequestSetter() {}

    /** The method of the library replaces only the first of several values. */
    @Override
    public void setHeader(HttpRequest request, String name, String value) {
        if (request.containsHeader(name)) {
            request.removeHeaders(name);
        }
        request.addHeader(name, value);
    }

    @Override
    public void removeHeader(HttpRequest request, String name) {
        request.removeHeaders(name);
    }
}
