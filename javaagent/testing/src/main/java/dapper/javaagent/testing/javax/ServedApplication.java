// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;

/** The web application of the contract of JAX-RS: a servlet with resources, behind a filter that serves the requests. */
public final class ServedApplication implements ServletContainerInitializer {
    private final String servlet;
    private final String prefix;
    private final Map<String, String> parameters;

    public ServedApplication(String servlet, String prefix, Map<String, String> parameters) {
        this.servlet = servlet;
        this.prefix = prefix;
        this.parameters = parameters;
    }

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("serving", new ServingFilter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        ServletRegistration.Dynamic resources = context.addServlet("resources", servlet);
        resources.setAsyncSupported(true);
        resources.setInitParameter("javax.ws.rs.Application", Resources.class.getName());
        parameters.forEach(resources::setInitParameter);
        resources.addMapping(prefix + "/*");
    }
}
