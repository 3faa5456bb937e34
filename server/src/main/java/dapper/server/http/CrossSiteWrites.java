// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests that change something if a page of another site caused them, such as a form that logs a person in
 * with a foreign token. Browsers state that in {@code Sec-Fetch-Site}; other clients do not send the header.
 */
final class CrossSiteWrites extends Handler.Wrapper {
    private final List<String> allowedOrigins;

    CrossSiteWrites(List<String> allowedOrigins) {
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (reads(request.getMethod())
                || !"cross-site".equals(request.getHeaders().get("Sec-Fetch-Site"))
                || origin != null && allowedOrigins.contains(origin)) {
            return super.handle(request, response, callback);
        }
        Problem.of(
                        HttpStatus.FORBIDDEN_403,
                        "A page of another site sent this request. Open the viewer itself, or add the page's origin to"
                                + " dapper.http.cors-origins.")
                .send(response, callback);
        return true;
    }

    private static boolean reads(String method) {
        return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method) || HttpMethod.OPTIONS.is(method);
    }
}
