// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the CLIENT span of a request: one per call of the application, with its redirects and retries, however many
 * client libraries wrap each other.
 */
public final class HttpClientTracer<Q> {
    private static final Object CATEGORY = new Object();

    private final HttpClientGetter<Q> getter;

    public HttpClientTracer(HttpClientGetter<Q> getter) {
        this.getter = getter;
    }

    /**
     * Does not touch the thread's context and writes no header.
     *
     * @return null if there is nothing to do: inside another client's call, or in the agent's own
     */
    public @Nullable TraceContext start(Q request) {
        String method = getter.method(request);
        TraceContext context = Tracer.startCall(HttpMethods.spanName(method), SpanKind.CLIENT, CATEGORY);
        if (context instanceof Span) {
            describe((Span) context, request, method);
        }
        return context;
    }

    private void describe(Span span, Q request, String method) {
        HttpMethods.describe(span, method);
        span.set(HttpAttributes.URL_FULL, Redaction.url(getter.url(request)));
        String host = getter.host(request);
        if (host != null) {
            span.set(HttpAttributes.SERVER_ADDRESS, withoutBrackets(host));
            Ports.set(span, getter.port(request), getter.scheme(request));
        }
    }

    private static String withoutBrackets(String host) {
        int last = host.length() - 1;
        return last > 1 && host.charAt(0) == '[' && host.charAt(last) == ']' ? host.substring(1, last) : host;
    }

    /** The context whose headers belong on a request that the running thread is writing out, or null if there is none. */
    public static @Nullable TraceContext currentCall() {
        TraceContext current = Current.get();
        if (current instanceof Span) {
            return ((Span) current).category() == CATEGORY ? current : null;
        }
        return current == UnsampledContext.SUPPRESSED ? null : current;
    }

    /**
     * Ends the call with a response.
     *
     * @param status what the server answered; any from 400 on is an error for the caller
     * @param protocol as in a status line, {@code HTTP/1.1}; null if not known
     */
    public static void end(TraceContext call, int status, @Nullable String protocol) {
        if (call instanceof Span) {
            Span span = (Span) call;
            span.set(HttpAttributes.RESPONSE_STATUS_CODE, status);
            span.set(HttpAttributes.PROTOCOL_VERSION, ProtocolVersion.of(protocol));
            if (status >= 400) {
                span.error(Integer.toString(status));
            }
            span.end();
        }
    }

    /** Ends the call without a response. A call that its caller gave up has not failed. */
    public static void fail(TraceContext call, Throwable thrown) {
        if (call instanceof Span) {
            Span span = (Span) call;
            Throwable cause = unwrap(thrown);
            if (!(cause instanceof CancellationException)) {
                span.error(cause);
            }
            span.end();
        }
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
