// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that the HTTP server refuses before they reach the {@link Api}, such as a request that cannot be
 * parsed, with a {@link Problem} instead of Jetty's own error page.
 */
public final class ServerProblems implements Request.Handler {
    /** Limit of the request line and the headers together, in bytes. */
    public static final int MOST_HEAD_BYTES = 64 << 10;

    private static final String ADVICE =
            " In a path, write a percent sign as %25 and other characters as the escapes of their UTF-8 bytes.";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpStatus status =
                Objects.requireNonNullElse(HttpStatus.forStatus(response.getStatus()), HttpStatus.BAD_REQUEST);
        byte[] body = Json.WRITER.writeValueAsBytes(Problem.of(status, detail(status, request), null));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String detail(HttpStatus status, Request request) {
        return switch (status) {
            case URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
                "The request line and the headers together may have " + MOST_HEAD_BYTES + " bytes.";
            case INTERNAL_SERVER_ERROR -> "The query service failed on this request; its log says why.";
            default -> {
                Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
                // Jetty does not name what it refuses; most often it is the path.
                yield "The HTTP server refuses this request: " + (message == null ? status.getMessage() : message) + "."
                        + (status == HttpStatus.BAD_REQUEST ? ADVICE : "");
            }
        };
    }
}
