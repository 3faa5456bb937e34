// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.Propagation;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.http.HttpClientCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One call of an asynchronous client: begins on the application's thread, as soon as the request is known, and ends on
 * one of the client's. The client gives each call an id, a string of its own that it passes through all threads; the id
 * identifies the call. The application's {@code HttpContext} is left alone.
 */
public final class AsyncCall {
    private static final HeaderSetter<List<String>> COLLECT = (headers, name, value) -> {
        headers.add(name);
        headers.add(value);
    };

    /** One element: the call whose request is being passed to the client on this thread. */
    private static final ThreadLocal<@Nullable AsyncCall[]> BEGINNING = ThreadLocal.withInitial(() -> new AsyncCall[1]);

    private static final WeakIdentityMap<AsyncCall> BY_ID = new WeakIdentityMap<>();

    private final @Nullable HttpHost target;
    private final @Nullable TraceContext caller;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Name, value, name, value: the same for every redirect, for recorded and unrecorded calls. */
    private volatile @Nullable List<String> headers;

    private volatile @Nullable TraceContext call;

    private AsyncCall(@Nullable HttpHost target, @Nullable TraceContext caller) {
        this.target = target;
        this.caller = caller;
    }

    public static AsyncCall to(@Nullable HttpHost target) {
        return new AsyncCall(target, Current.capture());
    }

    /** The context that was current when the application made the call. */
    @Nullable
    TraceContext caller() {
        return caller;
    }

    void begin(HttpRequest request) {
        TraceContext started = Requests.begin(target, request);
        if (started == null) {
            return;
        }
        List<String> collected = new ArrayList<>(4);
        Propagation.inject(started, COLLECT, collected);
        headers = collected;
        call = started;
        BEGINNING.get()[0] = this;
    }

    /** Called when the client has taken the request, or has failed to. */
    void begun() {
        BEGINNING.get()[0] = null;
    }

    /**
     * Called when the client has made its copy of the request.
     *
     * @param id compared by identity
     */
    public static void copied(HttpRequest copy, String id) {
        @Nullable AsyncCall[] beginning = BEGINNING.get();
        AsyncCall call = beginning[0];
        if (call != null) {
            beginning[0] = null;
            BY_ID.put(id, call);
            Requests.copied(call.call, copy);
        }
    }

    public static void writeHeaders(HttpRequest request, String id) {
        AsyncCall call = BY_ID.get(id);
        List<String> headers = call == null ? null : call.headers;
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

    /** Ends the call without a response: with an exception, or with none if the application cancelled it. */
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
