// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.ConnectionRequests;
import dapper.bootstrap.http.HttpServerTracer;
import dapper.bootstrap.http.ServingThread;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.jspecify.annotations.Nullable;

/**
 * The spans of the requests that a channel serves, one after the other. A channel is also the components object of its
 * requests.
 */
public final class ChannelRequests {
    private static final ConnectionRequests REQUESTS = new ConnectionRequests();

    private static final HttpServerTracer<Request> TRACER = new HttpServerTracer<>(new RequestGetter());

    private ChannelRequests() {}

    /**
     * The request of a connection that may change its protocol begins later: if the connection does, it receives the request
     * again, as the first stream of HTTP/2.
     */
    public static void received(HttpChannel channel) {
        Request request = channel.getRequest();
        if (request != null && !mayUpgrade(request)) {
            begin(channel, request);
        }
    }

    private static boolean mayUpgrade(Request request) {
        return request.getHeaders().contains(HttpHeader.UPGRADE) || "PRI".equals(request.getMethod());
    }

    private static void begin(HttpChannel channel, Request request) {
        TraceContext context = TRACER.start(request);
        if (context != null) {
            REQUESTS.begin(channel, context);
        }
    }

    public static boolean enter(HttpChannelState channel) {
        Request request = channel.getRequest();
        if (request != null && REQUESTS.isIdle(channel)) {
            begin(channel, request);
        }
        return ServingThread.enterAgain(REQUESTS.get(channel));
    }

    public static boolean enterAgain(@Nullable Request request) {
        return request != null && ServingThread.enterAgain(REQUESTS.get(request.getComponents()));
    }

    /** A malformed request may be answered although it never began: no handler got it, or HTTP/2 never offered it. */
    public static void end(HttpChannelState channel) {
        int status = status(channel);
        if (REQUESTS.isIdle(channel) && status != HttpStatus.SWITCHING_PROTOCOLS_101) {
            Request request = channel.getRequest();
            if (request != null && (mayUpgrade(request) || RequestGetter.isInvented(request))) {
                begin(channel, request);
            }
        }
        REQUESTS.end(channel, status);
    }

    /** Jetty 12.0 may complete a request once more after that, on another thread. */
    public static void recycled(HttpChannelState channel) {
        REQUESTS.end(channel, status(channel));
    }

    /** Every request comes in a stream of its own. */
    public static void reused(HttpChannelState channel) {
        REQUESTS.recycle(channel, status(channel));
    }

    /** Maps a response without a status, which is 0 in Jetty. */
    private static int status(HttpChannelState channel) {
        Response response = channel.getResponse();
        int status = response == null ? 0 : response.getStatus();
        return status == 0 ? 200 : status;
    }

    /** The container's own exceptions for 4xx responses are not failures. */
    public static void failed(@Nullable Throwable thrown) {
        if (thrown != null && !(thrown instanceof HttpException http && http.getCode() < 500)) {
            ServingThread.fail(thrown);
        }
    }
}
