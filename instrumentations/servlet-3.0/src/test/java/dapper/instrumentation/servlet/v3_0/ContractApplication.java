// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import java.util.EnumSet;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterRegistration;
import javax.servlet.Servlet;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletRegistration;

/** The web application of the contract; a container starts it in either of two ways. */
public final class ContractApplication implements ServletContainerInitializer, ServletContextListener {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        filter(context, "wrapping", new WrappingFilter());
        filter(context, "passing", new PassingFilter());
        servlet(
                context,
                new HandlerServlet(),
                "/plain",
                "/items/*",
                "*.act",
                "/",
                "/spring",
                "/status",
                "/sent",
                "/error-page",
                "/throw",
                "/throw-wrapped",
                "/forward",
                "/include");
        servlet(context, new AsyncServlet(), "/async/*");
    }

    private static void filter(ServletContext context, String name, Filter filter) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }

    private static void servlet(ServletContext context, Servlet servlet, String... patterns) {
        ServletRegistration.Dynamic registration =
                context.addServlet(servlet.getClass().getSimpleName(), servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(patterns);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        onStartup(Set.of(), event.getServletContext());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
}
