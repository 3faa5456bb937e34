// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import dapper.server.Refusals;
import dapper.server.Refusals.Reason;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts refused requests by the status of the finished answer, so those of every handler and framework. */
final class RefusedRequests implements RequestLog {
    private final Refusals refusals;

    RefusedRequests(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void log(Request request, Response response) {
        switch (response.getStatus()) {
            case HttpStatus.UNAUTHORIZED_401 -> count(Reason.UNAUTHENTICATED, request);
            case HttpStatus.FORBIDDEN_403 -> count(Reason.FORBIDDEN, request);
            case HttpStatus.MISDIRECTED_REQUEST_421 -> count(Reason.MISDIRECTED, request);
            default -> {}
        }
    }

    private void count(Reason reason, Request request) {
        refusals.count(reason, Request.getRemoteAddr(request));
    }
}
