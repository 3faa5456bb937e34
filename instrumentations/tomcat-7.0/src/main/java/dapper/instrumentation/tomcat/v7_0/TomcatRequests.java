// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.bootstrap.http.ServletRoute;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request while Tomcat works on it, on any thread. The state of a request is a note of its coyote request, which is
 * an element of an array that no application sees: null, then the call, then {@link #ENDED} until the object is used
 * for another request.
 *
 * <p>The usual end is the return from the adapter with nothing left to wait for. If Tomcat abandons a connection
 * without another call, {@link #recycled} is the end.
 */
public final class TomcatRequests {
    /** Of 32 notes Tomcat uses the first few. */
    private static final int STATE = 30;

    /** The note in which {@link RequestGetter} finds the connector's scheme. */
    static final int SCHEME = 31;

    /** The note in which the adapter keeps the request that the application sees. */
    private static final int ADAPTER = 1;

    private static final Object ENDED = "ended";

    private static final int SWITCHING_PROTOCOLS = 101;

    private static final String ASYNC_CONTEXT = "org.apache.catalina.core.AsyncContextImpl";

    private static final ServerCalls<Request, Response> CALLS = new ServerCalls<>("tomcat-7.0", new RequestGetter());

    private TomcatRequests() {}

    /** @return false if the agent records nothing */
    public static boolean begin(Request request, Connector connector) {
        if (ServerCall.isServing()) {
            return false;
        }
        request.setNote(SCHEME, connector.getScheme());
        ServerCall call = CALLS.start(request);
        if (call == null) {
            return false;
        }
        request.setNote(STATE, call);
        call.enter(true);
        return true;
    }

    public static boolean enterAgain(@Nullable Request request) {
        return request != null && ServerCall.enterAgain(call(request));
    }

    private static @Nullable ServerCall call(Request request) {
        Object state = request.getNote(STATE);
        return state instanceof ServerCall ? (ServerCall) state : null;
    }

    /** Called when the container's thread leaves the request, temporarily or for good. */
    public static void leave(Request request, Response response, @Nullable Throwable thrown) {
        ServerCall.leave();
        ServerCall call = call(request);
        if (call != null && (thrown != null || !isAsync(request))) {
            request.setNote(STATE, ENDED);
            CALLS.end(call, response, thrown);
        }
    }

    private static boolean isAsync(Request request) {
        Object adapted = request.getNote(ADAPTER);
        return adapted instanceof org.apache.catalina.connector.Request
                && ((org.apache.catalina.connector.Request) adapted).isAsync();
    }

    /**
     * A request without a state at its entry in the log was rejected by the connector; or it switches to HTTP/2, and
     * returns as the first request of that connection.
     */
    public static void logged(Request request, Response response, Connector connector) {
        logged(request, response, connector.getScheme());
    }

    private static void logged(Request request, Response response, String scheme) {
        int status = response.getStatus();
        if (request.getNote(STATE) == null && status != SWITCHING_PROTOCOLS && !ServerCall.isServing()) {
            request.setNote(SCHEME, scheme);
            request.setNote(STATE, CALLS.reject(request, status) == null ? null : ENDED);
        }
    }

    /** The adapter, which has the connector, never sees a request that the connector answers by itself. */
    public static void answered(@Nullable Request request, boolean encrypted) {
        Response response = request == null ? null : request.getResponse();
        if (request != null && response != null && response.getStatus() >= 400) {
            logged(request, response, encrypted ? "https" : "http");
        }
    }

    public static void recycled(@Nullable Request request) {
        if (request == null) {
            return;
        }
        ServerCall call = call(request);
        if (call != null) {
            CALLS.end(call, request.getResponse(), null);
        }
        request.setNote(STATE, null);
    }

    /** Records the container's exception; in an asynchronous dispatch it is wrapped twice. */
    public static void failed(@Nullable Throwable thrown) {
        Throwable cause = thrown == null ? null : thrown.getCause();
        Throwable dispatched = cause == null || !isOfDispatch(cause) ? null : cause.getCause();
        ServerCalls.fail(dispatched == null ? thrown : dispatched);
    }

    private static boolean isOfDispatch(Throwable wrapper) {
        StackTraceElement[] stack = wrapper.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith(ASYNC_CONTEXT);
    }

    public static void mapped(org.apache.catalina.connector.Request request) {
        ServerCall call = call(request.getCoyoteRequest());
        if (call != null && call.isObserved()) {
            ServerCalls.route(call, route(request));
        }
    }

    private static @Nullable String route(org.apache.catalina.connector.Request request) {
        Wrapper wrapper = request.getWrapper();
        Context application = request.getContext();
        return wrapper == null || application == null
                ? null
                : ServletRoute.of(
                        application.getPath(),
                        request.getServletPath(),
                        request.getPathInfo(),
                        request.getAttribute(ServletRoute.SPRING_PATTERN),
                        wrapper.findMappings());
    }
}
