// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.server.http.Problem;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Routes the requests on the HTTP port to their handlers. */
final class Routes extends Handler.Abstract {
    private final Handler traces;
    private final Handler agentMetrics;
    private final Handler agents;
    private final Handler sampling;

    Routes(Handler traces, Handler agentMetrics, Handler agents, Handler sampling) {
        this.traces = traces;
        this.agentMetrics = agentMetrics;
        this.agents = agents;
        this.sampling = sampling;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        switch (Request.getPathInContext(request)) {
            case "/v1/traces" -> {
                return traces.handle(request, response, callback);
            }
            case "/v1/metrics" -> {
                return agentMetrics.handle(request, response, callback);
            }
            case "/agents" -> {
                return agents.handle(request, response, callback);
            }
            case "/sampling", "/api/sampling" -> {
                return sampling.handle(request, response, callback);
            }
            case "/v1/logs", "/v1development/profiles" ->
                nothing(
                        "This collector takes traces and metrics of calls; turn off the sender's other exporters.",
                        response,
                        callback);
            default ->
                nothing(
                        "Nothing is here; this is a Dapper collector: POST /v1/traces, GET /agents, /sampling?service=NAME, /metrics, /health/live, /health/ready.",
                        response,
                        callback);
        }
        return true;
    }

    private static void nothing(String detail, Response response, Callback callback) {
        Problem.of(HttpStatus.NOT_FOUND_404, detail).send(response, callback);
    }
}
