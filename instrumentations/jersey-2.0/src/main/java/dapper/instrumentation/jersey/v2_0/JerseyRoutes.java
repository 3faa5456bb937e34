// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jersey.v2_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServerCalls;
import java.util.List;
import java.util.ListIterator;
import org.glassfish.jersey.server.internal.routing.UriRoutingContext;
import org.glassfish.jersey.uri.UriTemplate;

/** Names a request after the templates that it matched. Runs on the thread that serves the request. */
public final class JerseyRoutes {
    private JerseyRoutes() {}

    public static void matched(UriRoutingContext context) {
        ServerCall call = ServerCall.running();
        if (call != null && call.isObserved()) {
            ServerCalls.route(call, route(context));
        }
    }

    /** The base URI ends with the path of the application: context path and pattern of the servlet or filter. */
    private static String route(UriRoutingContext context) {
        String route = context.getBaseUri().getRawPath();
        List<UriTemplate> innermostFirst = context.getMatchedTemplates();
        ListIterator<UriTemplate> templates = innermostFirst.listIterator(innermostFirst.size());
        while (templates.hasPrevious()) {
            route = HttpRoute.below(route, templates.previous().getTemplate());
        }
        return route;
    }
}
