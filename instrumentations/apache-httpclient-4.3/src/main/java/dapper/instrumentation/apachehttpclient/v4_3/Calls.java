// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/** The calls of the client, all on the application's thread. */
public final class Calls {
    private static final RequestGetter GETTER = new RequestGetter();
    private static final ClientCalls<HttpRequest, HttpHost, HttpResponse> CALLS =
            new ClientCalls<>("apache-httpclient-4.3", GETTER);
    private static final HeaderSetter<HttpRequest> HEADERS = new HeaderSetter<HttpRequest>() {
        @Override
        public void setHeader(HttpRequest request, String name, String value) {
            // setHeader replaces only the first of several values.
            if (request.containsHeader(name)) {
                request.removeHeaders(name);
            }
            request.addHeader(name, value);
        }

        @Override
        public void removeHeader(HttpRequest request, String name) {
            request.removeHeaders(name);
        }
    };

    private Calls() {}

    public static @Nullable Call start(@Nullable HttpHost target, HttpRequest request) {
        return CALLS.start(request, target);
    }

    /** Called when the client has made its copy of a request. */
    public static void copied(HttpUriRequest copy) {
        CALLS.copied(copy);
    }

    /** A request for a tunnel goes to the proxy, not to the called server. */
    public static void writeHeaders(HttpRequest request) {
        String method = GETTER.method(request);
        if (method != null && !method.equals("CONNECT")) {
            ClientCalls.injectCurrent(HEADERS, request);
        }
    }

    public static void end(Call call, @Nullable HttpResponse response, @Nullable Throwable thrown) {
        CALLS.end(call, response, thrown);
    }
}
