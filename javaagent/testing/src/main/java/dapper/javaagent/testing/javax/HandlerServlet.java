// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.HandlerWork;
import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The synchronous handlers of the contract. */
@SuppressWarnings("serial")
final class HandlerServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Object included = request.getAttribute("javax.servlet.include.servlet_path");
        switch (included == null ? request.getServletPath() : included.toString()) {
            case "/status" -> {
                response.setStatus(code(request));
            }
            case "/sent" -> {
                if (request.getParameter("resample") != null) {
                    AgentExtension.sampling(true);
                }
                response.sendError(code(request));
            }
            case "/error-page" -> {
                write(response, "error page");
            }
            case "/throw" -> {
                throw new IllegalStateException("broken");
            }
            case "/throw-wrapped" -> {
                throw new ServletException("wrapped", new IllegalStateException("broken"));
            }
            case "/forward" -> {
                request.getRequestDispatcher("/plain").forward(request, response);
            }
            case "/include" -> {
                request.getRequestDispatcher("/plain").include(request, response);
            }
            case "/spring" -> {
                request.setAttribute(
                        "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/owners/{id}");
                write(response, "handler");
            }
            default -> {
                response.setHeader("X-Answer", "1");
                write(response, "handler");
            }
        }
    }

    private static int code(HttpServletRequest request) {
        return Integer.parseInt(request.getParameter("code"));
    }

    static void write(ServletResponse response, String work) throws IOException {
        response.getWriter().print(work(work));
    }

    static String work(String name) throws IOException {
        try {
            return HandlerWork.work(name);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
