// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.FilterChain;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** A web application with a servlet that has no filter, and with a filter at {@code /answered} that calls no servlet. */
public final class AloneApplication implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.addServlet("handler", new HandlerServlet()).addMapping("/");
        context.addFilter("answering", new AnsweringFilter())
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/answered");
    }

    private static final class AnsweringFilter extends PassingFilter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
            HandlerServlet.write(response, "handler");
        }
    }
}
