// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.agents.AgentReports;
import dapper.server.http.Problem;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /agents}: the last reports of agents about themselves, in JSON. */
final class AgentsHandler extends Handler.Abstract {
    private final AgentReports agents;

    AgentsHandler(AgentReports agents) {
        this.agents = agents;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (HttpMethod.GET.is(request.getMethod())) {
            HttpAnswer.bytes(response, callback, HttpStatus.OK_200, OtlpFormat.JSON, agents.toJson());
        } else {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            Problem.of(HttpStatus.METHOD_NOT_ALLOWED_405, "Agents are read with GET.")
                    .send(response, callback);
        }
        return true;
    }
}
