// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The paths that every HTTP server has: {@code /health/live}, {@code /health/ready}, and {@code /metrics} as Prometheus
 * text, or as OpenMetrics for clients that ask for it.
 */
final class OwnRoutes extends Handler.Wrapper {
    private final PrometheusRegistry registry;
    private final Supplier<@Nullable String> outage;
    private final ExpositionFormatWriter prometheus =
            PrometheusTextFormatWriter.builder().build();
    private final ExpositionFormatWriter openMetrics =
            OpenMetricsTextFormatWriter.builder().build();

    /** @param outage the reason why requests are not answered at this moment, or null; may block */
    OwnRoutes(PrometheusRegistry registry, Supplier<@Nullable String> outage) {
        this.registry = registry;
        this.outage = outage;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        switch (Request.getPathInContext(request)) {
            case "/metrics" -> metrics(request, response, callback);
            case "/health/live" -> text(response, callback, HttpStatus.OK_200, "live");
            case "/health", "/health/ready" -> {
                String reason = outage.get();
                text(
                        response,
                        callback,
                        reason == null ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                        reason == null ? "ready" : "not ready: " + reason);
            }
            default -> {
                return super.handle(request, response, callback);
            }
        }
        return true;
    }

    private void metrics(Request request, Response response, Callback callback) throws IOException {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : prometheus;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, registry.scrape());
        bytes(response, callback, HttpStatus.OK_200, writer.getContentType(), text.toByteArray());
    }

    private static void text(Response response, Callback callback, int status, String text) {
        bytes(response, callback, status, "text/plain;charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(Response response, Callback callback, int status, String contentType, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
