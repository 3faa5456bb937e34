// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.strategies.Strategies;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** {@code GET /sampling?service=NAME}: the sampling strategy of a service, in the HTTP protocol of Jaeger's clients. */
final class SamplingHandler extends Handler.Abstract {
    private final Strategies strategies;

    SamplingHandler(Strategies strategies) {
        this.strategies = strategies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            HttpAnswer.text(
                    response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "sampling strategies are read with GET");
            return true;
        }
        Fields query = Request.extractQueryParameters(request);
        String service = query.getValue("service");
        if (service == null || service.isEmpty()) {
            HttpAnswer.text(
                    response, callback, HttpStatus.BAD_REQUEST_400, "of which service? ask for /sampling?service=NAME");
        } else {
            HttpAnswer.bytes(response, callback, HttpStatus.OK_200, OtlpFormat.JSON, strategies.json(service));
        }
        return true;
    }
}
