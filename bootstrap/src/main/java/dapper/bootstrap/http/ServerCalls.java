// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.JoinedTexts;
import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.propagation.Propagation;
import org.jspecify.annotations.Nullable;

/**
 * The requests to an HTTP server. Runs on the server's threads.
 *
 * <p>Of a request that is not recorded, only the method, the path and the trace headers are read; of its response the
 * status, if the end of the request is observed.
 */
public final class ServerCalls<Q, R> {
    /** The number of attributes that a successful request usually gets. */
    private static final int USUAL_ATTRIBUTES = 13;

    /** Method and route. */
    private static final JoinedTexts NAMES = new JoinedTexts(" ");

    private final HttpServerGetter<Q, R> getter;
    private final int instrumentation;

    /** @param instrumentation its name */
    public ServerCalls(String instrumentation, HttpServerGetter<Q, R> getter) {
        this.instrumentation = AdviceErrors.number(instrumentation);
        this.getter = getter;
    }

    /** Starts a request. Returns null if the agent records nothing. Does not touch the thread's context. */
    public @Nullable ServerCall start(Q request) {
        String method = getter.method(request);
        String path = getter.path(request);
        String name = method == null ? HttpMethods.OTHER : HttpMethods.spanName(method);
        ServerCall call = ServerCall.start(Propagation.extract(getter, request), name, path);
        Span span = call == null ? null : call.span();
        if (span != null) {
            try {
                describe(span, request, method, path);
            } catch (Throwable e) {
                // The request has started: only a caller that gets it can end it.
                AdviceErrors.caught(e, instrumentation);
            }
        }
        return call;
    }

    /** Starts and ends a request that the server rejects by itself: no handler sees it. Returns as {@link #start}. */
    public @Nullable ServerCall reject(Q request, int status) {
        ServerCall call = start(request);
        if (call != null) {
            end(call, status);
        }
        return call;
    }

    private void describe(Span span, Q request, @Nullable String method, @Nullable String path) {
        span.reserve(USUAL_ATTRIBUTES);
        HttpMethods.describe(span, method);
        if (path != null) {
            span.set(HttpAttributes.URL_PATH, Redaction.path(path));
        }
        String query = getter.query(request);
        if (query != null && !query.isEmpty()) {
            span.set(HttpAttributes.URL_QUERY, Redaction.query(query));
        }
        span.set(HttpAttributes.PROTOCOL_VERSION, ProtocolVersion.of(getter.protocol(request)));
        span.set(HttpAttributes.USER_AGENT, getter.first(request, "user-agent"));
        describeEnds(span, request);
        if (!CapturedHeaders.SERVER_REQUEST.isEmpty()) {
            CapturedHeaders.SERVER_REQUEST.describe(span, getter::header, request);
        }
    }

    private void describeEnds(Span span, Q request) {
        Forwarded forwarded = Forwarded.of(getter, request);
        String forwardedScheme = forwarded.scheme();
        String scheme = forwardedScheme == null ? getter.scheme(request) : forwardedScheme;
        span.set(HttpAttributes.URL_SCHEME, scheme);
        Authority forwardedHost = forwarded.host();
        Authority server = forwardedHost == null ? Authority.parse(getter.authority(request)) : forwardedHost;
        if (server != null) {
            span.set(HttpAttributes.SERVER_ADDRESS, server.host);
            Ports.set(span, server.port, scheme);
        }
        String peer = getter.peerAddress(request);
        String client = forwarded.client();
        span.set(HttpAttributes.CLIENT_ADDRESS, client == null ? peer : client);
        span.set(HttpAttributes.PEER_ADDRESS, peer);
        int peerPort = getter.peerPort(request);
        if (peer != null && peerPort > 0) {
            span.set(HttpAttributes.PEER_PORT, peerPort);
        }
    }

    /**
     * Names a request after its route, once: a later dispatch does not rename it. For containers.
     *
     * @param route the pattern the request matched, with the application's own prefix; null leaves the name alone
     */
    public static void route(ServerCall call, @Nullable String route) {
        if (!ServerCall.isRouteClaimed()) {
            claimedRoute(call, route);
        }
    }

    /** As {@link #route}, for the framework that has claimed the route, on any thread. */
    public static void claimedRoute(ServerCall call, @Nullable String route) {
        String name = call.operation();
        if (route != null && name != null && name.indexOf(' ') < 0) {
            call.operation(NAMES.of(name, route));
            Span span = call.span();
            if (span != null) {
                span.set(HttpAttributes.ROUTE, route);
            }
        }
    }

    /**
     * As {@link #claimedRoute}, for a framework that passes a request on from route to route: the latest names it.
     */
    public static void latestRoute(ServerCall call, String route) {
        String name = call.operation();
        if (name != null) {
            int end = name.indexOf(' ');
            call.operation(NAMES.of(end < 0 ? name : name.substring(0, end), route));
            Span span = call.span();
            if (span != null) {
                span.set(HttpAttributes.ROUTE, route);
            }
        }
    }

    /** Records an exception that the server caught on the request of this thread, if there is one. */
    public static void fail(@Nullable Throwable thrown) {
        fail(ServerCall.running(), thrown);
    }

    /**
     * Records the application's exception, without a wrapping ServletException; servers report some twice.
     *
     * @param call null for none
     * @param thrown null for none
     */
    public static void fail(@Nullable ServerCall call, @Nullable Throwable thrown) {
        if (call == null || thrown == null || call.error() != null || !call.isObserved()) {
            return;
        }
        Throwable wrapped = isServletException(thrown.getClass()) ? thrown.getCause() : null;
        Throwable cause = wrapped == null ? thrown : wrapped;
        call.error(cause.getClass().getName());
        Span span = call.span();
        if (span != null) {
            span.error(cause);
        }
    }

    private static boolean isServletException(Class<?> type) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            String name = above.getName();
            if (name.equals("javax.servlet.ServletException") || name.equals("jakarta.servlet.ServletException")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends a request; only the first of several ends counts.
     *
     * @param response null if none was sent
     * @param thrown null if no exception escapes to the server
     */
    public void end(ServerCall call, @Nullable R response, @Nullable Throwable thrown) {
        int status = 0;
        try {
            fail(call, thrown);
            if (response != null && call.isObserved()) {
                status = status(response, thrown != null);
                responded(call, response);
            }
        } finally {
            end(call, status);
        }
    }

    /** Describes a response. Called before the end of a request that does not end with its response. */
    public void responded(ServerCall call, R response) {
        Span span = call.span();
        if (span != null && !CapturedHeaders.SERVER_RESPONSE.isEmpty()) {
            CapturedHeaders.SERVER_RESPONSE.describe(span, getter::responseHeader, response);
        }
    }

    /** Some servers leave the status of a response 0 if nobody sets it, and send 200. */
    private int status(R response, boolean thrown) {
        int status = getter.status(response, thrown);
        return status == 0 ? 200 : status;
    }

    /**
     * Ends a request. A status below 500 is not a failure of the server.
     *
     * @param status of the response, 0 if none was sent
     */
    public static void end(ServerCall call, int status) {
        Span span = call.span();
        String error = status < 500 ? null : Integer.toString(status);
        if (error != null) {
            call.error(error);
        }
        if (span != null && status > 0) {
            span.set(HttpAttributes.RESPONSE_STATUS_CODE, status);
            if (error != null) {
                span.error(error);
            }
        }
        call.end(status);
    }
}
