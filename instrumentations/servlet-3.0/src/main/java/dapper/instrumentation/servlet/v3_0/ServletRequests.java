// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request while the container calls servlets and filters with it. Runs on the container's threads.
 *
 * <p>The request keeps its call in an attribute only if the container may return to it: after {@code startAsync}, and
 * after a failure, for the error page. Within one visit the thread has the call. The attribute holds a class of the
 * boot loader, because each class loader with a woven servlet has its own copy of this class.
 */
public final class ServletRequests {
    static final ServerCalls<HttpServletRequest, HttpServletResponse> CALLS =
            new ServerCalls<>("servlet-3.0", new RequestGetter());

    private static final String ATTRIBUTE = "dapper.context";

    private ServletRequests() {}

    /** Returns null if the call is part of a request that is already being served, and for anything but HTTP. */
    public static @Nullable ServerCall enter(ServletRequest request) {
        if (ServerCall.isServing() || !(request instanceof HttpServletRequest)) {
            return null;
        }
        DispatcherType type = request.getDispatcherType();
        ServerCall call = type == DispatcherType.REQUEST ? null : (ServerCall) request.getAttribute(ATTRIBUTE);
        boolean first = call == null && (type == DispatcherType.REQUEST || type == DispatcherType.ERROR);
        if (first) {
            call = CALLS.start(own((HttpServletRequest) request));
        }
        if (call != null) {
            call.enter(first);
        }
        return call;
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
            ServerCall call, ServletRequest request, ServletResponse response, @Nullable Throwable thrown) {
        if (ServerCall.leave()) {
            leaveFirst(call, (HttpServletRequest) request, (HttpServletResponse) response, thrown);
        } else if (request.getDispatcherType() == DispatcherType.ASYNC) {
            ServerCalls.fail(call, thrown); // any other later visit follows the end of the request
        }
    }

    private static void leaveFirst(
            ServerCall call, HttpServletRequest request, HttpServletResponse response, @Nullable Throwable thrown) {
        boolean async = request.isAsyncStarted();
        if (async || thrown != null || response.getStatus() >= 400) {
            request.setAttribute(ATTRIBUTE, call);
        }
        if (call.isObserved()) {
            ServerCalls.route(call, Routes.of(own(request)));
        }
        if (!async) {
            CALLS.end(call, response, thrown);
        } else if (call.isObserved()) {
            // The container postpones the completion until this thread has left, so no other thread is at work yet.
            ServerCalls.fail(call, thrown);
            request.getAsyncContext().addListener(new EndOfRequest(call, response));
        }
    }
}
