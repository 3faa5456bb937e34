// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.propagation.Propagation;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an HTTP client: one per call of the application, including redirects and retries, even if several client
 * libraries wrap each other. Runs on the application's threads and those of its client.
 *
 * <p>A request is read only if its call is recorded, except for its method and, if the end of its call is observed, its
 * server; a response only if the end of its call is
 * observed. An exception of the getter goes to {@link AdviceErrors}, and the call goes on.
 */
public final class ClientCalls<Q, T, R> {
    private static final CallKind KIND = CallKind.HTTP_CLIENT;

    private final HttpClientGetter<Q, T, R> getter;
    private final int instrumentation;

    /** @param instrumentation its name */
    public ClientCalls(String instrumentation, HttpClientGetter<Q, T, R> getter) {
        this.instrumentation = AdviceErrors.number(instrumentation);
        this.getter = getter;
    }

    /**
     * Starts a call that ends on this thread, and makes it the thread's context. Writes no header.
     *
     * @param target null if there is none
     * @return null if there is nothing to do at the end
     */
    public @Nullable Call start(Q request, @Nullable T target) {
        String method = getter.method(request);
        Call call = Call.enter(KIND, name(method), operation(method));
        if (call != null) {
            describe(call, method, request, target);
        }
        return call;
    }

    /**
     * Starts a call that may end on any thread. The thread's context stays. Writes no header.
     *
     * @param call a new object
     * @param target null if there is none
     * @return false if there is nothing to do, now or at the end
     */
    public boolean start(Call call, Q request, @Nullable T target) {
        String method = getter.method(request);
        if (!call.begin(KIND, name(method), operation(method))) {
            return false;
        }
        describe(call, method, request, target);
        return true;
    }

    private static String name(@Nullable String method) {
        return method == null ? HttpMethods.OTHER : HttpMethods.spanName(method);
    }

    private static @Nullable String operation(@Nullable String method) {
        return method == null ? null : HttpMethods.spanName(method);
    }

    private void describe(Call call, @Nullable String method, Q request, @Nullable T target) {
        if (!call.isObserved()) {
            return;
        }
        try {
            Span span = call.span();
            Q readable = method == null ? null : request;
            if (span == null) {
                getter.server(call, readable, target);
                return;
            }
            if (method != null) {
                HttpMethods.describe(span, method);
            }
            getter.describe(call, readable, target);
            if (readable != null) {
                describeHeaders(span, readable);
            }
        } catch (Throwable e) {
            // The call has started: only a caller that gets it can end it.
            AdviceErrors.caught(e, instrumentation);
        }
    }

    private void describeHeaders(Span span, Q request) {
        if (!CapturedHeaders.CLIENT_REQUEST.isEmpty()) {
            CapturedHeaders.CLIENT_REQUEST.describe(span, getter::requestHeader, request);
        }
    }

    /** As {@link #copied(Call, Object)}, for the call that the running thread has entered. */
    public void copied(Q copy) {
        Call call = Call.running(KIND);
        if (call != null) {
            copied(call, copy);
        }
    }

    /** Completes a call that started without its request: the client has now made its own copy of the request. */
    public void copied(Call call, Q copy) {
        String method = call.operation() == null ? getter.method(copy) : null;
        if (method != null) {
            changeMethod(call, method);
            Span span = call.span();
            if (span != null) {
                getter.describe(call, copy, null);
                describeHeaders(span, copy);
            } else if (call.isObserved()) {
                getter.server(call, copy, null);
            }
        }
    }

    /** Changes the method of a call if it becomes known, or is chosen, after the call has started. */
    public static void changeMethod(Call call, String method) {
        String before = name(call.operation());
        String name = HttpMethods.spanName(method);
        call.operation(name);
        Span span = call.span();
        if (span != null) {
            HttpMethods.describe(span.name(name + target(span.name(), before)), method);
        }
    }

    /** The part of a span's name behind the method: empty, or a space and the template of the URL. */
    private static String target(String spanName, String method) {
        return spanName.startsWith(method + ' ') ? spanName.substring(method.length()) : "";
    }

    /**
     * Describes where an observed call goes.
     *
     * @param url absolute, secrets are removed here; null if it is not known, or not needed
     * @param host null if the request does not name one
     * @param port 0 or less for the scheme's default
     */
    public static void url(Call call, @Nullable String url, @Nullable String scheme, @Nullable String host, int port) {
        Span span = call.span();
        if (span != null && url != null) {
            span.set(HttpAttributes.URL_FULL, Redaction.url(url));
            UrlTemplate.describe(call, span, url);
        }
        if (host != null && !host.isEmpty()) {
            String name = withoutBrackets(host);
            call.server(name, Ports.of(port, scheme));
            if (span != null) {
                span.set(HttpAttributes.SERVER_ADDRESS, name);
                Ports.set(span, port, scheme);
            }
        }
    }

    /** @param uri absolute */
    public static void url(Call call, URI uri) {
        url(call, uri.toString(), uri.getScheme(), uri.getHost(), uri.getPort());
    }

    private static String withoutBrackets(String host) {
        int last = host.length() - 1;
        return host.charAt(0) == '[' && host.charAt(last) == ']' ? host.substring(1, last) : host;
    }

    /** Writes headers to a request that the running thread sends, if it sends the request for a call. */
    public static <C> void injectCurrent(HeaderSetter<C> setter, C carrier) {
        TraceContext current = Current.get();
        if (current == null) {
            return;
        }
        Span span = current.span();
        if (span == null ? current.isUnsampled() : span.category() == KIND) {
            Propagation.inject(current, setter, carrier);
        }
    }

    /** As {@link #end(Call, Object, int, Throwable)}; the status is read from the response. */
    public void end(Call call, @Nullable R response, @Nullable Throwable thrown) {
        end(call, response, -1, thrown);
    }

    /**
     * Ends a call. Any status from 400 on is an error for the caller; an exception that the client throws for it adds
     * nothing. A call that its caller cancelled has not failed.
     *
     * @param response null if there was none
     * @param status of the response; -1 to read it from the response
     */
    public void end(Call call, @Nullable R response, int status, @Nullable Throwable thrown) {
        call.leave();
        int code = 0;
        String error = null;
        try {
            if (call.isObserved()) {
                Span span = call.span();
                Throwable cause = failure(thrown);
                error = cause == null ? null : cause.getClass().getName();
                if (response != null) {
                    code = status < 0 ? getter.status(response) : status;
                    error = code < 400 ? error : Integer.toString(code);
                }
                if (span != null) {
                    describeEnd(span, response, code, cause);
                }
            }
        } finally {
            call.end(code, error);
        }
    }

    private void describeEnd(Span span, @Nullable R response, int status, @Nullable Throwable cause) {
        if (response != null && status > 0) {
            span.set(HttpAttributes.RESPONSE_STATUS_CODE, status);
            span.set(HttpAttributes.PROTOCOL_VERSION, ProtocolVersion.of(getter.protocol(response)));
            if (!CapturedHeaders.CLIENT_RESPONSE.isEmpty()) {
                CapturedHeaders.CLIENT_RESPONSE.describe(span, getter::responseHeader, response);
            }
        }
        if (status >= 400) {
            span.error(Integer.toString(status));
        } else if (cause != null) {
            span.error(cause);
        }
    }

    /** The exception without those of futures around it; null for a cancellation. */
    private static @Nullable Throwable failure(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof CancellationException ? null : cause;
    }
}
