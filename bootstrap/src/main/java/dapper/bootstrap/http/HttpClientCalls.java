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
 * The CLIENT span of a request: one per call of the application, including redirects and retries, even if several
 * client libraries wrap each other. Runs on the application's threads and those of its client.
 */
public final class HttpClientCalls {
    private static final Object CATEGORY = new Object();

    private HttpClientCalls() {}

    /**
     * Begins a call. Does not touch the thread's context and writes no header. Only if the result is a {@link Span}
     * must the request be {@linkplain #describe described}.
     *
     * @return null if there is nothing to do: inside another client's call, or in the agent's own
     */
    public static @Nullable TraceContext start(String method) {
        TraceContext call = Tracer.startCall(HttpMethods.spanName(method), SpanKind.CLIENT, CATEGORY);
        if (call instanceof Span) {
            HttpMethods.describe((Span) call, method);
        }
        return call;
    }

    /**
     * Begins a call whose request is an object of the application: its methods may have side effects, so they are not
     * called. The client reads the request when it copies it; the copy is then described.
     *
     * @return as {@link #start(String)}
     */
    public static @Nullable TraceContext startUnknown() {
        return Tracer.startCall(HttpMethods.OTHER, SpanKind.CLIENT, CATEGORY);
    }

    /**
     * Returns the call if it is recorded and was {@linkplain #startUnknown begun} without its request, otherwise null.
     */
    public static @Nullable Span unknown(@Nullable TraceContext call) {
        if (call instanceof Span) {
            Span span = (Span) call;
            return span.category() == CATEGORY && !HttpMethods.isDescribed(span) ? span : null;
        }
        return null;
    }

    /**
     * @param url absolute; secrets are removed here
     * @param host null if the request does not name one
     * @param port 0 or less for the scheme's default
     */
    public static void describe(Span call, String url, String scheme, @Nullable String host, int port) {
        call.set(HttpAttributes.URL_FULL, Redaction.url(url));
        describeServer(call, scheme, host, port);
    }

    /** Like {@link #describe}, if the URL is not known. */
    public static void describeServer(Span call, String scheme, @Nullable String host, int port) {
        if (host != null && !host.isEmpty()) {
            call.set(HttpAttributes.SERVER_ADDRESS, withoutBrackets(host));
            Ports.set(call, port, scheme);
        }
    }

    private static String withoutBrackets(String host) {
        int last = host.length() - 1;
        return host.charAt(0) == '[' && host.charAt(last) == ']' ? host.substring(1, last) : host;
    }

    /** Changes the method of a call if it becomes known, or is chosen, after the call has begun. */
    public static void changeMethod(TraceContext call, String method) {
        if (call instanceof Span) {
            HttpMethods.describe(((Span) call).name(HttpMethods.spanName(method)), method);
        }
    }

    /** The context whose headers belong on a request that the running thread writes out, or null if there is none. */
    public static @Nullable TraceContext current() {
        TraceContext current = Current.get();
        if (current instanceof Span) {
            return ((Span) current).category() == CATEGORY ? current : null;
        }
        return current == UnsampledContext.SUPPRESSED ? null : current;
    }

    /**
     * Ends a call. Any status from 400 on is an error for the caller; an exception that the client throws for it adds
     * nothing. A call that its caller cancelled has not failed.
     *
     * @param status of the response, 0 or less if there was none
     * @param protocol as in a status line, {@code HTTP/1.1}; null if not known
     */
    public static void end(TraceContext call, int status, @Nullable String protocol, @Nullable Throwable thrown) {
        if (call instanceof Span) {
            Span span = (Span) call;
            if (status > 0) {
                span.set(HttpAttributes.RESPONSE_STATUS_CODE, status);
                span.set(HttpAttributes.PROTOCOL_VERSION, ProtocolVersion.of(protocol));
            }
            if (status >= 400) {
                span.error(Integer.toString(status));
            } else if (thrown != null) {
                fail(span, unwrap(thrown));
            }
            span.end();
        }
    }

    private static void fail(Span span, Throwable cause) {
        if (!(cause instanceof CancellationException)) {
            span.error(cause);
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
