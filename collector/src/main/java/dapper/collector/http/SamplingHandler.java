// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.strategies.Strategies;
import dapper.server.http.Problem;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /sampling?service=NAME}: the sampling strategy of a service, in the HTTP protocol of Jaeger's clients. */
final class SamplingHandler extends Handler.Abstract {
    private static final String REPLACEMENT = "\uFFFD";

    private final Strategies strategies;

    SamplingHandler(Strategies strategies) {
        this.strategies = strategies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            Problem.of(HttpStatus.METHOD_NOT_ALLOWED_405, "Sampling strategies are read with GET.")
                    .send(response, callback);
            return true;
        }
        String service = service(request);
        if (service.indexOf(REPLACEMENT) >= 0) {
            Problem.of(
                            HttpStatus.BAD_REQUEST_400,
                            "The parameter service is not percent-encoded UTF-8. Write a percent sign as %25 and any"
                                    + " other character as the escapes of its UTF-8 bytes, such as %C3%A9.",
                            "service")
                    .send(response, callback);
        } else if (service.isEmpty()) {
            Problem.of(
                            HttpStatus.BAD_REQUEST_400,
                            "The parameter service is missing: /sampling?service=NAME.",
                            "service")
                    .send(response, callback);
        } else {
            HttpAnswer.bytes(response, callback, HttpStatus.OK_200, OtlpFormat.JSON, strategies.json(service));
        }
        return true;
    }

    /** Empty if there is none. Jetty refuses some broken escapes and replaces what others stand for. */
    private static String service(Request request) {
        try {
            return Objects.requireNonNullElse(
                    Request.extractQueryParameters(request).getValue("service"), "");
        } catch (RuntimeException e) {
            return REPLACEMENT;
        }
    }
}
