// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.io.InterruptedIOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads the client's own requests and responses, which no application can implement. */
public final class OkHttpCalls implements HttpClientGetter<Request, Void, Response> {
    private static final ClientCalls<Request, Void, Response> CALLS =
            new ClientCalls<>("okhttp-3.0", new OkHttpCalls());

    private OkHttpCalls() {}

    public static @Nullable Call start(okhttp3.Call okHttpCall) {
        return CALLS.start(okHttpCall.request(), null);
    }

    static boolean start(CallingCallback call, okhttp3.Call okHttpCall) {
        return CALLS.start(call, okHttpCall.request(), null);
    }

    /**
     * Ends a call. One that the application has cancelled has not failed; one whose time is over, which OkHttp cancels by
     * itself, has.
     */
    public static void end(
            Call call, okhttp3.Call okHttpCall, @Nullable Response response, @Nullable Throwable thrown) {
        boolean cancelled = thrown != null && !(thrown instanceof InterruptedIOException) && okHttpCall.isCanceled();
        CALLS.end(call, response, cancelled ? null : thrown);
    }

    @Override
    public String method(Request request) {
        return request.method();
    }

    @Override
    public void describe(Call call, @Nullable Request request, @Nullable Void target) {
        if (request != null) {
            HttpUrl url = request.url();
            ClientCalls.url(call, url.toString(), url.scheme(), url.host(), url.port());
        }
    }

    @Override
    public @Nullable String requestHeader(Request request, String name) {
        return joined(request.headers(name));
    }

    @Override
    public @Nullable String responseHeader(Response response, String name) {
        return joined(response.headers(name));
    }

    private static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    @Override
    public int status(Response response) {
        return response.code();
    }

    @Override
    public @Nullable String protocol(Response response) {
        String name = response.protocol().toString();
        switch (name) {
            case "http/1.1":
                return "HTTP/1.1";
            case "http/1.0":
                return "HTTP/1.0";
            case "h2":
            case "h2_prior_knowledge":
                return "HTTP/2";
            case "h3":
                return "HTTP/3";
            default:
                return null;
        }
    }
}
