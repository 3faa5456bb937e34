// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.http.ClientCalls;
import java.util.List;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** A request for the network and, as soon as a header changes, its copy. Requests are immutable. */
public final class RequestCopy {
    private static final HeaderSetter<RequestCopy> HEADERS = new HeaderSetter<RequestCopy>() {
        @Override
        public void setHeader(RequestCopy request, String name, String value) {
            request.builder().header(name, value);
        }

        @Override
        public void removeHeader(RequestCopy request, String name) {
            if (request.original.header(name) != null) {
                request.builder().removeHeader(name);
            }
        }
    };

    private final Request original;
    private Request.@Nullable Builder builder;

    private RequestCopy(Request original) {
        this.original = original;
    }

    private Request.Builder builder() {
        Request.Builder existing = builder;
        if (existing == null) {
            existing = original.newBuilder();
            builder = existing;
        }
        return existing;
    }

    /** Returns the request with the headers of the call that the running thread makes, if there is one. */
    public static Request withHeaders(Request request) {
        RequestCopy copy = new RequestCopy(request);
        ClientCalls.injectCurrent(HEADERS, copy);
        return copy.builder == null ? request : copy.builder.build();
    }

    /** Returns whether the request was just completed by the interceptor that writes the client's own headers. */
    public static boolean isForNetwork(List<?> interceptors, int next) {
        return next > 0
                && next < interceptors.size()
                && interceptors.get(next - 1).getClass().getName().equals("okhttp3.internal.http.BridgeInterceptor");
    }
}
