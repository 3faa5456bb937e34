// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterConfig;
import javax.servlet.FilterRegistration;
import javax.servlet.Servlet;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletRegistration;

/** The web application of the contract; a container starts it in one of two ways. */
public final class ContractApplication implements ServletContainerInitializer, ServletContextListener {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        filter(context, "lambda", lambdaFilter(), "/lambda-filter");
        filter(context, "proxy", proxy(Filter.class), "/proxy-filter");
        filter(context, "named", new Named$ProxyFilter(), "/named-filter");
        filter(context, "wrapping", new WrappingFilter(), "/*");
        filter(context, "passing", new PassingFilter(), "/*");
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
        servlet(context, proxy(Servlet.class), "/proxy-servlet");
        servlet(context, new AsyncServlet(), "/async/*");
        if (hasNonBlockingInput()) {
            servlet(context, new NonBlockingServlet(), "/non-blocking/*");
        }
    }

    /** Before Servlet 4.0 a filter cannot be a lambda. */
    private static Filter lambdaFilter() {
        boolean possible;
        try {
            possible = Filter.class.getMethod("init", FilterConfig.class).isDefault();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        return possible ? (request, response, chain) -> HandlerServlet.write(response, "handler") : proxy(Filter.class);
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                ContractApplication.class.getClassLoader(), new Class<?>[] {type}, new AnsweringHandler()));
    }

    private static boolean hasNonBlockingInput() {
        try {
            Class.forName("javax.servlet.ReadListener");
            return true;
        } catch (ClassNotFoundException e) {
            return false; // Servlet 3.0
        }
    }

    private static void filter(ServletContext context, String name, Filter filter, String pattern) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, pattern);
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
