// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that the HTTP server refuses before they reach a handler, such as a request that cannot be parsed,
 * with a {@link Problem} instead of Jetty's own error page.
 */
public final class ServerProblems implements Request.Handler {
    /** Limit of the request line and the headers together, in bytes. */
    static final int MOST_HEAD_BYTES = 64 << 10;

    private static final String ADVICE =
            " In a path, write a percent sign as %25 and other characters as the escapes of their UTF-8 bytes.";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status =
                response.getStatus() < HttpStatus.BAD_REQUEST_400 ? HttpStatus.BAD_REQUEST_400 : response.getStatus();
        Problem.of(status, detail(status, request)).send(response, callback);
        return true;
    }

    private static String detail(int status, Request request) {
        return switch (status) {
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "The request line and the headers together may have " + MOST_HEAD_BYTES + " bytes.";
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "The server failed on this request; its log says why.";
            default -> {
                Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
                // Jetty does not name what it refuses; most often it is the path.
                yield "The HTTP server refuses this request: "
                        + (message == null ? HttpStatus.getMessage(status) : message) + "."
                        + (status == HttpStatus.BAD_REQUEST_400 ? ADVICE : "");
            }
        };
    }
}
