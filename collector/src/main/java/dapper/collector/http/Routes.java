// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Routes the requests on the HTTP port to their handlers. */
final class Routes extends Handler.Abstract {
    private final Handler traces;
    private final Handler agentMetrics;
    private final Handler metrics;
    private final Handler agents;
    private final Handler sampling;
    private final BooleanSupplier ready;

    /** @param ready false while requests are not yet or no longer accepted */
    Routes(
            Handler traces,
            Handler agentMetrics,
            Handler metrics,
            Handler agents,
            Handler sampling,
            BooleanSupplier ready) {
        this.traces = traces;
        this.agentMetrics = agentMetrics;
        this.metrics = metrics;
        this.agents = agents;
        this.sampling = sampling;
        this.ready = ready;
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
            case "/metrics" -> {
                return metrics.handle(request, response, callback);
            }
            case "/health/live" -> HttpAnswer.text(response, callback, HttpStatus.OK_200, "live");
            case "/health", "/health/ready" -> ready(response, callback);
            case "/v1/logs", "/v1development/profiles" ->
                HttpAnswer.text(
                        response,
                        callback,
                        HttpStatus.NOT_FOUND_404,
                        "this collector takes traces and the metrics of Dapper agents; turn off the sender's other exporters");
            default ->
                HttpAnswer.text(
                        response,
                        callback,
                        HttpStatus.NOT_FOUND_404,
                        "nothing here; this is a Dapper collector: POST /v1/traces, GET /agents, /sampling?service=NAME, /metrics, /health/live, /health/ready");
        }
        return true;
    }

    private void ready(Response response, Callback callback) {
        if (ready.getAsBoolean()) {
            HttpAnswer.text(response, callback, HttpStatus.OK_200, "ready");
        } else {
            HttpAnswer.text(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "not ready: starting or stopping");
        }
    }
}
