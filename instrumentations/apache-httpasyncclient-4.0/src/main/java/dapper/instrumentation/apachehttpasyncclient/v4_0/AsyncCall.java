// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import static dapper.instrumentation.apachehttpasyncclient.v4_0.RequestGetter.CALLS;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.jspecify.annotations.Nullable;

/**
 * One call: begins on the application's thread, as soon as the request is known, and ends on one of the client's. The
 * client keeps the producer of the request for all parts of the call, and the producer has the call.
 */
public final class AsyncCall extends Call {
    private static final HeaderSetter<List<@Nullable String>> COLLECT = new HeaderSetter<List<@Nullable String>>() {
        @Override
        public void setHeader(List<@Nullable String> headers, String name, String value) {
            headers.add(name);
            headers.add(value);
        }

        @Override
        public void removeHeader(List<@Nullable String> headers, String name) {
            headers.add(name);
            headers.add(null);
        }
    };

    /** Of the application's producer, null if it has none. */
    private @Nullable HttpHost host;

    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * Name, value, name, value: the same for every redirect; a null value removes the header. Null until the call has
     * begun; written last, so that other threads that see it see the call.
     */
    private volatile @Nullable List<@Nullable String> headers;

    @Nullable
    HttpHost host() {
        return host;
    }

    void begin(HttpRequest request, @Nullable HttpHost target) {
        this.host = target;
        if (headers == null && CALLS.start(this, request, null)) {
            List<@Nullable String> collected = new ArrayList<>(4);
            inject(COLLECT, collected);
            headers = collected;
        }
    }

    private static @Nullable AsyncCall of(HttpAsyncRequestProducer producer) {
        return producer instanceof CallingProducer ? ((CallingProducer) producer).call : null;
    }

    /** Called when the client has made its copy of the request. */
    public static void copied(HttpAsyncRequestProducer producer, HttpRequest copy) {
        AsyncCall call = of(producer);
        if (call != null && call.headers != null) {
            CALLS.copied(call, copy);
        }
    }

    /** A request for a tunnel goes to the proxy, not to the called server. */
    public static void writeHeaders(HttpAsyncRequestProducer producer, HttpRequest request) {
        AsyncCall call = of(producer);
        List<@Nullable String> headers = call == null ? null : call.headers;
        if (call == null || headers == null || "CONNECT".equals(RequestGetter.methodOf(request))) {
            return;
        }
        CALLS.copied(call, request);
        for (int i = 0; i < headers.size(); i += 2) {
            String name = headers.get(i);
            String value = headers.get(i + 1);
            if (name != null) {
                request.removeHeaders(name);
                if (value != null) {
                    request.addHeader(name, value);
                }
            }
        }
    }

    /**
     * Ends the call once.
     *
     * @param response null if there was none
     * @param thrown null for a response, and for a call that the application cancelled
     */
    public void end(@Nullable HttpResponse response, @Nullable Throwable thrown) {
        if (over.compareAndSet(false, true) && headers != null) {
            CALLS.end(this, response, thrown);
        }
    }
}
