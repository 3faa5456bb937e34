// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests, kept beside server objects that handle one request after the other. The states are idle, then the request,
 * then ended until the object is reused. An object keeps its entry for life, so a request on a keep-alive connection
 * allocates nothing here.
 */
public final class ConnectionRequests<Q, R> {
    private static final Object IDLE = "idle";
    private static final Object ENDED = "ended";

    private final WeakIdentityMap<Object> states = new WeakIdentityMap<>();
    private final ServerCalls<Q, R> calls;

    public ConnectionRequests(ServerCalls<Q, R> calls) {
        this.calls = calls;
    }

    /** Returns whether no request has begun since the object was last idle. */
    @SuppressWarnings("ReferenceEquality") // a marker
    public boolean isIdle(Object key) {
        Object state = states.get(key);
        return state == null || state == IDLE;
    }

    /** The request that has begun and not ended, or null. */
    public @Nullable ServerCall get(Object key) {
        Object state = states.get(key);
        return state instanceof ServerCall ? (ServerCall) state : null;
    }

    /** As {@link ServerCalls#start}. */
    public @Nullable ServerCall start(Object key, Q request) {
        ServerCall call = calls.start(request);
        if (call != null) {
            states.put(key, call);
        }
        return call;
    }

    /** As {@link ServerCalls#reject}; does nothing if a request has begun. */
    public void reject(Object key, Q request, int status) {
        if (isIdle(key) && calls.reject(request, status) != null) {
            states.put(key, ENDED);
        }
    }

    /** Ends the request that has begun, if there is one. */
    public void end(Object key, @Nullable R response) {
        ServerCall call = get(key);
        if (call != null) {
            states.put(key, ENDED);
            calls.end(call, response, null);
        }
    }

    /** Prepares the object for another request: a request that has not ended by now ends. */
    public void recycle(Object key, @Nullable R response) {
        end(key, response);
        if (states.get(key) != null) {
            states.put(key, IDLE);
        }
    }
}
