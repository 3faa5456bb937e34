// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of requests, kept beside server objects that handle one request after the other. The states are idle,
 * then the context, then ended until the object is reused. An object keeps its entry for life, so a request on a
 * keep-alive connection allocates nothing here.
 */
public final class ConnectionRequests {
    private static final Object IDLE = "idle";
    private static final Object ENDED = "ended";

    private final WeakIdentityMap<Object> states = new WeakIdentityMap<>();

    /** Returns whether no request has begun since the object was last idle. */
    public boolean isIdle(Object key) {
        Object state = states.get(key);
        return state == null || state == IDLE;
    }

    /** The context of the request that has begun and not ended, or null. */
    public @Nullable TraceContext get(Object key) {
        Object state = states.get(key);
        return state instanceof TraceContext ? (TraceContext) state : null;
    }

    public void begin(Object key, TraceContext context) {
        states.put(key, context);
    }

    /** @param status of the response; see {@link HttpServerTracer#end} */
    public void end(Object key, int status) {
        TraceContext context = get(key);
        if (context != null) {
            states.put(key, ENDED);
            HttpServerTracer.end(context, status);
        }
    }

    /** Prepares the object for another request: a request that has not ended by now ends. */
    public void recycle(Object key, int status) {
        end(key, status);
        if (states.get(key) != null) {
            states.put(key, IDLE);
        }
    }
}
