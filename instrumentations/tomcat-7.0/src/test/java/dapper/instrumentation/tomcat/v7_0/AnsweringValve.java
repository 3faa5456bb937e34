// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import dapper.javaagent.testing.HandlerWork;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Responds to {@code /raw/hello} and throws for {@code /raw/throw}, so that no filter or servlet gets the request. It names no
 * type of the servlet API, which has another package in newer versions.
 */
final class AnsweringValve extends ValveBase {
    AnsweringValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) {
        try {
            // A malformed request may have no address.
            if ("/raw/hello".equals(request.getRequestURI())) {
                response.getWriter().print(HandlerWork.work("handler"));
            } else if ("/raw/throw".equals(request.getRequestURI())) {
                throw new IllegalStateException("broken");
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
