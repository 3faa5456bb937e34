// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServerCalls;
import java.io.IOException;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Serves each request as a woven container does: it begins and ends the call, and gives it a route if it has none. */
final class ServingFilter implements Filter {
    private static final ServerCalls<HttpServletRequest, HttpServletResponse> CALLS =
            new ServerCalls<>("serving-filter", new ServletRequestGetter());

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest served = (HttpServletRequest) request;
        ServerCall call = CALLS.start(served);
        if (call == null) {
            throw new IllegalStateException("the agent records nothing");
        }
        call.enter(true);
        Throwable thrown = null;
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            thrown = e;
            throw e;
        } finally {
            ServerCall.leave();
            ServerCalls.route(call, HttpRoute.of(served.getContextPath(), served.getServletPath() + "/*"));
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new End(call, (HttpServletResponse) response));
            } else {
                CALLS.end(call, (HttpServletResponse) response, thrown);
            }
        }
    }

    @Override
    public void destroy() {}

    private record End(ServerCall call, HttpServletResponse response) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            CALLS.end(call, response, null);
        }

        @Override
        public void onError(AsyncEvent event) {
            ServerCalls.fail(call, event.getThrowable());
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        /** The request was dispatched and is asynchronous again: the new cycle has no listeners. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
