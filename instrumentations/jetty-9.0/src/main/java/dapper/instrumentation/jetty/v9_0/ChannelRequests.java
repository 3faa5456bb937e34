// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.ConnectionRequests;
import dapper.bootstrap.http.HttpServerTracer;
import dapper.bootstrap.http.ServingThread;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpChannelState;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The spans of the requests that a channel serves, one after the other. */
public final class ChannelRequests {
    private static final ConnectionRequests REQUESTS = new ConnectionRequests();

    private static final HttpServerTracer<Request> TRACER = new HttpServerTracer<>(new RequestGetter());

    private ChannelRequests() {}

    public static boolean enter(HttpChannel<?> channel) {
        if (!ServingThread.isFree()) {
            return false;
        }
        if (!REQUESTS.isIdle(channel)) {
            return ServingThread.enterAgain(REQUESTS.get(channel));
        }
        Request request = channel.getRequest();
        TraceContext context = request.getMethod() == null ? null : TRACER.start(request);
        if (context == null) {
            return false;
        }
        REQUESTS.begin(channel, context);
        ServingThread.enter(context, true);
        return true;
    }

    public static boolean enterAgain(HttpChannelState state) {
        Request request = state.getBaseRequest();
        return request != null && ServingThread.enterAgain(REQUESTS.get(request.getHttpChannel()));
    }

    public static void end(HttpChannel<?> channel) {
        REQUESTS.end(channel, status(channel));
    }

    public static void recycled(HttpChannel<?> channel) {
        REQUESTS.recycle(channel, status(channel));
    }

    /** Maps a response without a status, which is 0 in Jetty 9.0. */
    private static int status(HttpChannel<?> channel) {
        int status = channel.getResponse().getStatus();
        return status == 0 ? 200 : status;
    }

    public static void rejected(HttpChannel<?> channel, Throwable failure) {
        rejected(channel, BadMessages.status(failure));
    }

    public static void rejected(HttpChannel<?> channel, int status) {
        if (REQUESTS.isIdle(channel)) {
            TraceContext context = TRACER.start(channel.getRequest());
            if (context != null) {
                REQUESTS.begin(channel, context);
                REQUESTS.end(channel, status);
            }
        }
    }

    /** The container's own exceptions for 4xx responses are not failures. */
    public static void failed(@Nullable Throwable thrown) {
        if (thrown != null && BadMessages.status(thrown) >= 500) {
            ServingThread.fail(thrown);
        }
    }
}
