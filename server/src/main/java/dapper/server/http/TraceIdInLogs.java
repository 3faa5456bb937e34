// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import dapper.server.RequestTrace;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Puts the trace id of a request with a {@code traceparent} into the log lines of the thread that handles it, and of
 * each thread that reads a later part of its body.
 */
final class TraceIdInLogs extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = RequestTrace.id(request.getHeaders().get("traceparent"));
        if (id == null) {
            return super.handle(request, response, callback);
        }
        RequestTrace trace = RequestTrace.enter(id);
        try {
            return super.handle(new Traced(request, id), response, callback);
        } finally {
            trace.leave();
        }
    }

    private static final class Traced extends Request.Wrapper {
        private final String id;

        Traced(Request request, String id) {
            super(request);
            this.id = id;
        }

        @Override
        public void demand(Runnable reader) {
            super.demand(Invocable.from(Invocable.getInvocationType(reader), () -> RequestTrace.run(id, reader)));
        }
    }
}
