// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Traces;
import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The asynchronous handlers of the contract. */
@SuppressWarnings("serial")
final class AsyncServlet extends HttpServlet {
    /** Jetty 12.1 may never answer a request whose time ends before its servlet has returned (RATIONALE.md). */
    private static final int TIMEOUT_MILLIS = 400;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return; // Jetty 9.0 calls the servlet again when its time is over, with status 500
        }
        AsyncContext async = request.startAsync();
        switch (request.getPathInfo()) {
            case "/complete" -> {
                onAnotherThread(() -> {
                    Traces.inSpan("later", () -> {});
                    async.complete();
                });
            }
            case "/start" -> {
                async.start(() -> {
                    try {
                        HandlerServlet.write(response, "later");
                        async.complete();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            case "/dispatch" -> {
                boolean resample = request.getParameter("resample") != null;
                onAnotherThread(() -> {
                    if (resample) {
                        AgentExtension.sampling(true);
                    }
                    async.dispatch("/plain");
                });
            }
            case "/twice" -> {
                onAnotherThread(() -> async.dispatch("/async/dispatch"));
            }
            case "/throw" -> {
                onAnotherThread(() -> async.dispatch("/throw"));
            }
            case "/now" -> {
                async.complete();
            }
            case "/answered-timeout" -> {
                async.addListener(new AnsweringListener(response));
                async.setTimeout(TIMEOUT_MILLIS);
            }
            case "/timeout" -> {
                async.setTimeout(TIMEOUT_MILLIS);
            }
            case "/callbacks" -> {
                async.addListener(new WorkingListener(false));
                async.setTimeout(TIMEOUT_MILLIS);
            }
            case "/broken-callback" -> {
                async.addListener(new WorkingListener(true));
                async.setTimeout(TIMEOUT_MILLIS);
            }
            case "/throw-at-once" -> {
                async.setTimeout(TIMEOUT_MILLIS);
                HandlerServlet.work("handler");
                throw new ServletException("wrapped", new IllegalStateException("broken"));
            }
            case "/complete-then-dispatch" -> {
                async.complete();
                try {
                    async.dispatch("/status?code=200"); // Undertow does
                } catch (IllegalStateException e) {
                    // Like most containers.
                }
            }
            case "/cancelled" -> {
                response.flushBuffer();
                async.setTimeout(TIMEOUT_MILLIS);
            }
            case "/gone" -> {
                async.setTimeout(TIMEOUT_MILLIS);
            }
            default -> {
                throw new IllegalArgumentException(request.getPathInfo());
            }
        }
    }

    private static void onAnotherThread(Traces.Action action) {
        new Thread(() -> {
                    try {
                        action.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start();
    }
}
