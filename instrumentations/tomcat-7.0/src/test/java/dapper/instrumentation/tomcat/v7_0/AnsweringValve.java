// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import dapper.javaagent.testing.HandlerWork;
import java.io.IOException;
import javax.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Responds to {@code /app/valve}, so that no filter or servlet gets the request. */
final class AnsweringValve extends ValveBase {
    AnsweringValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!request.getRequestURI().equals("/app/valve")) {
            getNext().invoke(request, response);
            return;
        }
        try {
            response.getWriter().print(HandlerWork.work("handler"));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
