// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import dapper.server.RequestTrace;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts the trace id of a request with a {@code traceparent} into the log lines of the thread that handles it. */
final class TraceIdInLogs extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = RequestTrace.id(request.getHeaders().get("traceparent"));
        if (id == null) {
            return super.handle(request, response, callback);
        }
        RequestTrace trace = RequestTrace.enter(id);
        try {
            return super.handle(request, response, callback);
        } finally {
            trace.leave();
        }
    }
}
