// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.Propagation;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpClientCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One call of an asynchronous client: begins on the application's thread, as soon as the request is known, and ends on one
 * of the client's. It travels with the client in an attribute of the {@code HttpContext}.
 */
public final class AsyncCall {
    private static final String ATTRIBUTE = "dapper.call";
    private static final HeaderSetter<List<String>> COLLECT = (headers, name, value) -> {
        headers.add(name);
        headers.add(value);
    };

    private final @Nullable HttpHost target;
    private final HttpContext context;
    private final @Nullable TraceContext caller;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Name, value, name, value: the same for every redirect, whether the call is recorded or not. */
    private volatile @Nullable List<String> headers;

    private volatile @Nullable TraceContext call;

    private AsyncCall(@Nullable HttpHost target, HttpContext context, @Nullable TraceContext caller) {
        this.target = target;
        this.context = context;
        this.caller = caller;
    }

    /** @param context null if the application gave none */
    public static AsyncCall in(@Nullable HttpHost target, @Nullable HttpContext context) {
        return new AsyncCall(target, context == null ? HttpClientContext.create() : context, Current.capture());
    }

    public HttpContext context() {
        return context;
    }

    /** What was current when the application made the call. */
    @Nullable
    TraceContext caller() {
        return caller;
    }

    void begin(HttpRequest request) {
        TraceContext started = Requests.begin(target, request);
        if (started == null) {
            context.removeAttribute(ATTRIBUTE); // of an earlier call with the same context
            return;
        }
        List<String> collected = new ArrayList<>(4);
        Propagation.inject(started, COLLECT, collected);
        headers = collected;
        call = started;
        context.setAttribute(ATTRIBUTE, this);
    }

    public static void writeHeaders(HttpRequest request, HttpContext context) {
        Object attribute = context.getAttribute(ATTRIBUTE);
        List<String> headers = attribute instanceof AsyncCall ? ((AsyncCall) attribute).headers : null;
        if (headers != null) {
            for (int i = 0; i < headers.size(); i += 2) {
                request.setHeader(headers.get(i), headers.get(i + 1));
            }
        }
    }

    void end(HttpResponse response) {
        TraceContext ending = takeOver();
        if (ending != null) {
            Requests.end(ending, response);
        }
    }

    /** Without an answer: with an exception, or with none if the application gave the call up. */
    public void fail(@Nullable Throwable thrown) {
        TraceContext ending = takeOver();
        if (ending != null) {
            HttpClientCalls.end(ending, 0, null, thrown);
        }
    }

    private @Nullable TraceContext takeOver() {
        return over.compareAndSet(false, true) ? call : null;
    }
}
