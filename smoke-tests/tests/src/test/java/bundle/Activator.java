// SPDX-License-Identifier: Apache-2.0
package bundle;

import jakarta.servlet.Servlet;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the servlet to the container of the framework, by OSGi's whiteboard. */
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", "/items");
        context.registerService(Servlet.class, new ItemServlet(), properties);
    }

    @Override
    public void stop(BundleContext context) {}
}
