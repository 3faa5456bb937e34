// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import dapper.javaagent.testing.HandlerWork;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Responds to {@code /app/valve}, so that no filter or servlet gets the request. It names no type of the servlet API, which has
 * another package in newer versions.
 */
final class AnsweringValve extends ValveBase {
    AnsweringValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) {
        try {
            // A malformed request may have no address.
            if ("/app/valve".equals(request.getRequestURI())) {
                response.getWriter().print(HandlerWork.work("handler"));
            } else {
                getNext().invoke(request, response);
            }
        } catch (Exception e) {
            AnsweringValve.<RuntimeException>rethrow(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void rethrow(Exception e) throws E {
        throw (E) e;
    }
}
