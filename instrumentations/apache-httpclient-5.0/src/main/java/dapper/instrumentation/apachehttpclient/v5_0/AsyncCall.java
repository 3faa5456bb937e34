// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import static dapper.instrumentation.apachehttpclient.v5_0.RequestGetter.CALLS;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.concurrent.WeakIdentityMap;
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

    /** One element: the call whose request is being passed to the client on this thread. */
    private static final ThreadLocal<@Nullable AsyncCall[]> BEGINNING = ThreadLocal.withInitial(() -> new AsyncCall[1]);

    private static final WeakIdentityMap<AsyncCall> BY_ID = new WeakIdentityMap<>();

    private final @Nullable HttpHost target;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * Name, value, name, value: the same for every redirect; a null value removes the header. Null until the call has begun; written last, so that other
     * threads that see it see the call.
     */
    private volatile @Nullable List<@Nullable String> headers;

    public AsyncCall(@Nullable HttpHost target) {
        this.target = target;
    }

    void begin(HttpRequest request) {
        if (CALLS.start(this, request, target)) {
            List<@Nullable String> collected = new ArrayList<>(4);
            inject(COLLECT, collected);
            headers = collected;
            BEGINNING.get()[0] = this;
        }
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
            CALLS.copied(call, copy);
        }
    }

    public static void writeHeaders(HttpRequest request, String id) {
        AsyncCall call = BY_ID.get(id);
        List<@Nullable String> headers = call == null ? null : call.headers;
        if (headers != null) {
            for (int i = 0; i < headers.size(); i += 2) {
                String name = headers.get(i);
                String value = headers.get(i + 1);
                if (name != null && value == null) {
                    RequestSetter.HEADERS.removeHeader(request, name);
                } else if (name != null && value != null) {
                    RequestSetter.HEADERS.setHeader(request, name, value);
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
