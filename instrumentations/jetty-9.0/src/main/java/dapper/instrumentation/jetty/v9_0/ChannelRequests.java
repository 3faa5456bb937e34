// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ConnectionRequests;
import dapper.bootstrap.http.ServerCalls;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpChannelState;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** The requests that a channel serves, one after the other. */
public final class ChannelRequests {
    private static final ConnectionRequests<Request, Response> REQUESTS =
            new ConnectionRequests<>(new ServerCalls<>("jetty-9.0", new RequestGetter()));

    private ChannelRequests() {}

    public static boolean enter(HttpChannel<?> channel) {
        if (ServerCall.isServing()) {
            return false;
        }
        if (!REQUESTS.isIdle(channel)) {
            return ServerCall.enterAgain(REQUESTS.get(channel));
        }
        Request request = channel.getRequest();
        ServerCall call = request.getMethod() == null ? null : REQUESTS.start(channel, request);
        if (call != null) {
            call.enter(true);
        }
        return call != null;
    }

    public static boolean enterAgain(HttpChannelState state) {
        Request request = state.getBaseRequest();
        return request != null && ServerCall.enterAgain(REQUESTS.get(request.getHttpChannel()));
    }

    public static void end(HttpChannel<?> channel) {
        REQUESTS.end(channel, channel.getResponse());
    }

    public static void recycled(HttpChannel<?> channel) {
        REQUESTS.recycle(channel, channel.getResponse());
    }

    public static void rejected(HttpChannel<?> channel, Throwable failure) {
        rejected(channel, BadMessages.status(failure));
    }

    public static void rejected(HttpChannel<?> channel, int status) {
        REQUESTS.reject(channel, channel.getRequest(), status);
    }

    /** The container's own exceptions for 4xx responses are not failures. */
    public static void failed(@Nullable Throwable thrown) {
        if (thrown != null && BadMessages.status(thrown) >= 500) {
            ServerCalls.fail(thrown);
        }
    }
}
