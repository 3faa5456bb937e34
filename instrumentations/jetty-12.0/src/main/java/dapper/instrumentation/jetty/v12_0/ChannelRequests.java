// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ConnectionRequests;
import dapper.bootstrap.http.ServerCalls;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a channel serves, one after the other. A channel is also the components object of its
 * requests.
 */
public final class ChannelRequests {
    private static final ConnectionRequests<Request, Response> REQUESTS =
            new ConnectionRequests<>(new ServerCalls<>("jetty-12.0", new RequestGetter()));

    private static final Getter SERVLET_REQUEST = new Getter("getRequest");

    private ChannelRequests() {}

    /**
     * The request of a connection that may change its protocol begins later: if the connection does, it receives the request
     * again, as the first stream of HTTP/2.
     */
    public static void received(HttpChannel channel) {
        Request request = channel.getRequest();
        if (request != null && !mayUpgrade(request)) {
            REQUESTS.start(channel, request);
        }
    }

    private static boolean mayUpgrade(Request request) {
        return request.getHeaders().contains(HttpHeader.UPGRADE) || "PRI".equals(request.getMethod());
    }

    public static boolean enter(HttpChannelState channel) {
        Request request = channel.getRequest();
        if (request != null && REQUESTS.isIdle(channel)) {
            REQUESTS.start(channel, request);
        }
        return ServerCall.enterAgain(REQUESTS.get(channel));
    }

    public static boolean enterAgain(@Nullable Request request) {
        return request != null && ServerCall.enterAgain(REQUESTS.get(request.getComponents()));
    }

    /** @param channel the {@code ServletChannel} of the request */
    public static boolean enterAgainFrom(Object channel) {
        return SERVLET_REQUEST.get(channel) instanceof Request request && enterAgain(request);
    }

    /** A malformed request may be answered although it never began: no handler got it, or HTTP/2 never offered it. */
    public static void end(HttpChannelState channel) {
        Response response = channel.getResponse();
        boolean upgraded = response != null && response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101;
        if (REQUESTS.isIdle(channel) && !upgraded) {
            Request request = channel.getRequest();
            if (request != null && (mayUpgrade(request) || RequestGetter.isInvented(request))) {
                REQUESTS.start(channel, request);
            }
        }
        REQUESTS.end(channel, response);
    }

    /** Every request comes in a stream of its own. */
    public static void reused(HttpChannelState channel) {
        REQUESTS.recycle(channel, channel.getResponse());
    }

    /** The container's own exceptions for 4xx responses are not failures. */
    public static void failed(@Nullable Throwable thrown) {
        if (thrown != null && !(thrown instanceof HttpException http && http.getCode() < 500)) {
            ServerCalls.fail(thrown);
        }
    }
}
