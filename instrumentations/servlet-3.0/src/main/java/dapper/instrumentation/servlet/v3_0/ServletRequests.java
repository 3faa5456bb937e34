// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpServerTracer;
import dapper.bootstrap.http.ServingThread;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request while the container calls servlets and filters with it. Runs on the container's threads.
 *
 * <p>The request keeps its context in an attribute only if the container may return to it: after {@code startAsync},
 * and after a failure, for the error page. Within one visit {@link ServingThread} has the context. The attribute holds
 * a class of the boot loader, because each class loader with a woven servlet has its own copy of this class.
 */
public final class ServletRequests {
    private static final String ATTRIBUTE = "dapper.context";

    private static final HttpServerTracer<HttpServletRequest> TRACER = new HttpServerTracer<>(new RequestGetter());

    private ServletRequests() {}

    /** Returns null if the call is part of a request that is already being served, and for anything but HTTP. */
    public static @Nullable TraceContext enter(ServletRequest request) {
        if (!ServingThread.isFree() || !(request instanceof HttpServletRequest)) {
            return null;
        }
        DispatcherType type = request.getDispatcherType();
        TraceContext context = type == DispatcherType.REQUEST ? null : (TraceContext) request.getAttribute(ATTRIBUTE);
        boolean first = context == null && (type == DispatcherType.REQUEST || type == DispatcherType.ERROR);
        if (first) {
            context = TRACER.start(own((HttpServletRequest) request));
        }
        if (context != null) {
            ServingThread.enter(context, first);
        }
        return context;
    }

    /**
     * Returns the container's request: a getter of an application's wrapper may have side effects, such as reading the
     * body.
     */
    private static HttpServletRequest own(HttpServletRequest request) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper) {
            own = ((ServletRequestWrapper) own).getRequest();
        }
        return own instanceof HttpServletRequest ? (HttpServletRequest) own : request;
    }

    public static void exit(
            TraceContext context, ServletRequest request, ServletResponse response, @Nullable Throwable thrown) {
        if (!ServingThread.leave()) {
            returned(context, request, thrown);
        } else if (request.isAsyncStarted()) {
            request.setAttribute(ATTRIBUTE, context);
            leaveOpen(context, (HttpServletRequest) request, (HttpServletResponse) response, thrown);
        } else {
            end(context, (HttpServletRequest) request, (HttpServletResponse) response, thrown);
        }
    }

    /**
     * Handles a visit after the first: the span is still open in a dispatch of an asynchronous request, and has ended
     * otherwise.
     */
    private static void returned(TraceContext context, ServletRequest request, @Nullable Throwable thrown) {
        if (thrown != null && context instanceof Span && request.getDispatcherType() == DispatcherType.ASYNC) {
            HttpServerTracer.fail((Span) context, thrown);
        }
    }

    /** The container postpones the completion until this thread has left, so no other thread touches the span yet. */
    private static void leaveOpen(
            TraceContext context,
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Throwable thrown) {
        if (context instanceof Span) {
            Span span = (Span) context;
            HttpServerTracer.route(span, Routes.of(own(request)));
            if (thrown != null) {
                HttpServerTracer.fail(span, thrown);
            }
            request.getAsyncContext().addListener(new EndOfRequest(span, response));
        }
    }

    private static void end(
            TraceContext context,
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Throwable thrown) {
        int status = thrown == null || response.isCommitted() ? status(response) : 500;
        if (thrown != null || status >= 400) {
            request.setAttribute(ATTRIBUTE, context);
        }
        if (context instanceof Span) {
            Span span = (Span) context;
            if (thrown != null) {
                HttpServerTracer.fail(span, thrown);
            }
            HttpServerTracer.route(span, Routes.of(own(request)));
            HttpServerTracer.status(span, status);
            span.end();
        }
    }

    /** Maps a response without a status, which is 0 in Jetty 9.0. */
    static int status(HttpServletResponse response) {
        int status = response.getStatus();
        return status == 0 ? HttpServletResponse.SC_OK : status;
    }
}
