// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver.boot;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.http.ServerCalls;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of the server. Each thread of the server reads a request and handles it; any thread may write the
 * response. A request that is observed waits in a weak map meanwhile, because a loaded class of the JDK cannot get a
 * new field.
 */
public final class Exchanges {
    private static final ServerCalls<ReadRequest, Map<String, List<String>>> CALLS =
            new ServerCalls<>("jdk-httpserver", new RequestGetter());

    private static final WeakIdentityMap<Open> OPEN = new WeakIdentityMap<>();

    private static final ThreadLocal<ReadRequest> READ = new ThreadLocal<ReadRequest>() {
        @Override
        protected ReadRequest initialValue() {
            return new ReadRequest();
        }
    };

    private Exchanges() {}

    /** The running thread begins to read a request. */
    public static void reading(SocketChannel channel, String scheme) {
        READ.get().connection(channel, scheme);
    }

    public static void read(String requestLine, Map<String, List<String>> headers) {
        READ.get().head(requestLine, headers);
    }

    /** For a request that no handler sees. */
    public static void rejected(String requestLine, int status) {
        ReadRequest request = READ.get();
        request.target(requestLine);
        CALLS.reject(request, status);
    }

    /**
     * Begins a request and makes it the context of the running thread until {@link #leave}.
     *
     * @param exchange the server's own, which stays the same if filters wrap the exchange
     */
    public static void begin(Object exchange, String method, URI uri, String contextPath) {
        ReadRequest request = READ.get();
        if (!request.isReading() || ServerCall.isServing()) {
            return;
        }
        request.target(method, uri.getRawPath(), uri.getRawQuery());
        ServerCall call = CALLS.start(request);
        if (call != null) {
            request.exchange = exchange;
            call.enter(true);
            if (call.isObserved()) {
                ServerCalls.route(call, contextPath);
                OPEN.put(exchange, new Open(call));
            }
        }
    }

    /** The server closes the connection if its filters and its handler throw. */
    public static void dispatched(@Nullable Throwable thrown) {
        ServerCall.endRouting();
        Object exchange = thrown == null ? null : READ.get().exchange;
        if (exchange != null) {
            end(exchange, thrown);
        }
    }

    /** @param headers of the response */
    public static void headers(Object exchange, Map<String, List<String>> headers) {
        Open open = OPEN.get(exchange);
        if (open != null) {
            CALLS.responded(open.call, headers);
        }
    }

    public static void status(Object exchange, int status) {
        Open open = OPEN.get(exchange);
        if (open != null) {
            open.status = status;
        }
    }

    /** Ends the request if it is open. */
    public static void end(Object exchange, @Nullable Throwable thrown) {
        Open open = OPEN.remove(exchange);
        if (open != null) {
            ServerCalls.fail(open.call, thrown);
            ServerCalls.end(open.call, open.status);
        }
    }

    /** The running thread has read and handled a request, which may go on elsewhere. */
    public static void leave() {
        ReadRequest request = READ.get();
        if (request.exchange != null) {
            ServerCall.leave();
        }
        request.clear();
    }

    /** An observed request without the end of its response. */
    private static final class Open {
        final ServerCall call;

        /** 0 until the response has begun. */
        volatile int status;

        Open(ServerCall call) {
            this.call = call;
        }
    }
}
