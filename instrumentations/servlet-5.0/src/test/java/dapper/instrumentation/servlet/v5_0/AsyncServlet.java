// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Traces;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The asynchronous handlers of the contract. */
final class AsyncServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return; // Jetty 9.0 calls the servlet once more when its time is over, with status 500
        }
        AsyncContext async = request.startAsync();
        switch (request.getPathInfo()) {
            case "/complete":
                onAnotherThread(() -> {
                    Traces.inSpan("later", () -> {});
                    async.complete();
                });
                break;
            case "/start":
                async.start(() -> {
                    try {
                        HandlerServlet.write(response, "later");
                        async.complete();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                break;
            case "/dispatch":
                boolean resample = request.getParameter("resample") != null;
                onAnotherThread(() -> {
                    if (resample) {
                        AgentExtension.sampling(true);
                    }
                    async.dispatch("/plain");
                });
                break;
            case "/twice":
                onAnotherThread(() -> async.dispatch("/async/dispatch"));
                break;
            case "/throw":
                onAnotherThread(() -> async.dispatch("/throw"));
                break;
            case "/now":
                async.complete();
                break;
            case "/answered-timeout":
                async.addListener(new Answering(response));
                async.setTimeout(100);
                break;
            case "/timeout":
                async.setTimeout(100);
                break;
            default:
                throw new IllegalArgumentException(request.getPathInfo());
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

    /** Answers when the time is over. */
    private static final class Answering implements AsyncListener {
        private final HttpServletResponse response;

        Answering(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            response.setStatus(202);
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
