// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpServerTracer;
import dapper.bootstrap.http.ServingThread;
import dapper.bootstrap.http.ServletRoute;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request while Tomcat works on it, on any thread. The state of a request is a note of its coyote
 * request, which is an element of an array that no application sees: null, then the context, then {@link #ENDED} until
 * the object is used for another request.
 *
 * <p>The usual end is the return from the adapter with nothing left to wait for. If Tomcat abandons a connection
 * without another call, {@link #recycled} is the end.
 */
public final class TomcatRequests {
    /** Of 32 notes Tomcat uses the first few. */
    private static final int STATE = 30;

    static final int CONNECTOR = 31;

    /** The note in which the adapter keeps the request that the application sees. */
    private static final int ADAPTER = 1;

    private static final Object ENDED = "ended";

    private static final int SWITCHING_PROTOCOLS = 101;

    private static final String ASYNC_CONTEXT = "org.apache.catalina.core.AsyncContextImpl";

    private static final HttpServerTracer<Request> TRACER = new HttpServerTracer<>(new RequestGetter());

    private TomcatRequests() {}

    /** Returns null if the agent records nothing. */
    public static @Nullable TraceContext begin(Request request, Connector connector) {
        if (!ServingThread.isFree()) {
            return null;
        }
        TraceContext context = start(request, connector);
        if (context != null) {
            request.setNote(STATE, context);
            ServingThread.enter(context, true);
        }
        return context;
    }

    private static @Nullable TraceContext start(Request request, @Nullable Connector connector) {
        request.setNote(CONNECTOR, connector);
        return TRACER.start(request);
    }

    public static boolean enterAgain(@Nullable Request request) {
        return request != null && ServingThread.enterAgain(context(request));
    }

    private static @Nullable TraceContext context(Request request) {
        Object state = request.getNote(STATE);
        return state instanceof TraceContext ? (TraceContext) state : null;
    }

    /** Called when the container's thread leaves the request, temporarily or for good. */
    public static void leave(Request request, Response response, @Nullable Throwable thrown) {
        if (thrown != null) {
            ServingThread.fail(thrown);
        }
        ServingThread.leave();
        TraceContext context = context(request);
        if (context != null && (thrown != null || !isAsync(request))) {
            end(request, context, thrown != null && !response.isCommitted() ? 500 : response.getStatus());
        }
    }

    private static boolean isAsync(Request request) {
        Object adapted = request.getNote(ADAPTER);
        return adapted instanceof org.apache.catalina.connector.Request
                && ((org.apache.catalina.connector.Request) adapted).isAsync();
    }

    private static void end(Request request, TraceContext context, int status) {
        request.setNote(STATE, ENDED);
        HttpServerTracer.end(context, status);
    }

    /**
     * A request without a state at its entry in the log was rejected by the connector; or it switches to HTTP/2, and
     * returns as the first request of that connection.
     */
    public static void logged(Request request, Response response, @Nullable Connector connector) {
        if (request.getNote(STATE) == null && response.getStatus() != SWITCHING_PROTOCOLS && ServingThread.isFree()) {
            TraceContext context = start(request, connector);
            if (context != null) {
                end(request, context, response.getStatus());
            }
        }
    }

    /** The adapter never sees a request that the connector answers by itself. */
    public static void answered(@Nullable Request request) {
        Response response = request == null ? null : request.getResponse();
        if (request != null && response != null && response.getStatus() >= 400) {
            logged(request, response, null);
        }
    }

    public static void recycled(@Nullable Request request) {
        if (request == null) {
            return;
        }
        TraceContext context = context(request);
        if (context != null) {
            Response response = request.getResponse();
            HttpServerTracer.end(context, response == null ? 0 : response.getStatus());
        }
        request.setNote(STATE, null);
    }

    /** Records the container's exception; in an asynchronous dispatch it is wrapped twice. */
    public static void failed(@Nullable Throwable thrown) {
        Throwable cause = thrown == null ? null : thrown.getCause();
        Throwable dispatched = cause == null || !isOfDispatch(cause) ? null : cause.getCause();
        ServingThread.fail(dispatched == null ? thrown : dispatched);
    }

    private static boolean isOfDispatch(Throwable wrapper) {
        StackTraceElement[] stack = wrapper.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith(ASYNC_CONTEXT);
    }

    public static void mapped(org.apache.catalina.connector.Request request) {
        TraceContext context = context(request.getCoyoteRequest());
        if (context instanceof Span) {
            HttpServerTracer.route((Span) context, route(request));
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
