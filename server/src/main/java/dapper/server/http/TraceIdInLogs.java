// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** Puts the trace id of a request with a {@code traceparent} into the log lines of the thread that handles it. */
final class TraceIdInLogs extends Handler.Wrapper {
    private static final String KEY = "trace_id";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String traceparent = request.getHeaders().get("traceparent");
        if (traceparent == null) {
            return super.handle(request, response, callback);
        }
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        if (!matcher.matches()) {
            return super.handle(request, response, callback);
        }
        MDC.put(KEY, matcher.group(1));
        try {
            return super.handle(request, response, callback);
        } finally {
            MDC.remove(KEY);
        }
    }
}
