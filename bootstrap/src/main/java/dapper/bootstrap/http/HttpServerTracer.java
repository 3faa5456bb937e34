// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Propagation;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the SERVER span of a request. For a request that is not sampled, only the method, the path and the trace
 * headers are read.
 */
public final class HttpServerTracer<Q> {
    /** The number of attributes that a successful request usually gets. */
    private static final int USUAL_ATTRIBUTES = 13;

    private final HttpServerGetter<Q> getter;

    public HttpServerTracer(HttpServerGetter<Q> getter) {
        this.getter = getter;
    }

    /** Returns null if the agent records nothing. Does not touch the thread's context. */
    public @Nullable TraceContext start(Q request) {
        RemoteParent parent = Propagation.extract(getter, request);
        String method = getter.method(request);
        String path = getter.path(request);
        String name = method == null ? HttpMethods.OTHER : HttpMethods.spanName(method);
        TraceContext context = Tracer.startLocalRoot(parent, name, SpanKind.SERVER, null, path);
        if (context instanceof Span) {
            describe((Span) context, request, method, path);
        }
        return context;
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
     * Names the span after its route, once: a later dispatch does not rename it.
     *
     * @param route the pattern the request matched, with the application's own prefix; null leaves the name alone
     */
    public static void route(Span span, @Nullable String route) {
        if (route != null && span.name().indexOf(' ') < 0) {
            span.set(HttpAttributes.ROUTE, route).name(span.name() + ' ' + route);
        }
    }

    /** A status below 500 is not a failure of the server. */
    public static void status(Span span, int status) {
        span.set(HttpAttributes.RESPONSE_STATUS_CODE, status);
        if (status >= 500) {
            span.error(Integer.toString(status));
        }
    }

    /** Records the application's exception, without a wrapping ServletException; servers report some twice. */
    public static void fail(Span span, Throwable thrown) {
        if (!span.isError()) {
            Throwable cause = isServletException(thrown.getClass()) ? thrown.getCause() : null;
            span.error(cause == null ? thrown : cause);
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

    /** @param status of the response, 0 if none was sent */
    public static void end(TraceContext context, int status) {
        if (context instanceof Span) {
            Span span = (Span) context;
            if (status > 0) {
                status(span, status);
            }
            span.end();
        }
    }
}
