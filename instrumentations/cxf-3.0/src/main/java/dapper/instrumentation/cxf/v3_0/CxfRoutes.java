// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cxf.v3_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServerCalls;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.MethodInvocationInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfoStack;
import org.apache.cxf.jaxrs.model.URITemplate;
import org.apache.cxf.jaxrs.utils.HttpUtils;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/** Names a request after the templates that it matched. Runs on the thread that serves the request. */
public final class CxfRoutes {
    private CxfRoutes() {}

    /** Called when CXF has matched a method of a root resource, or a locator, which is only a part of the route. */
    public static void matched(Exchange exchange) {
        OperationResourceInfo operation = exchange.get(OperationResourceInfo.class);
        if (operation != null && !operation.isSubResourceLocator()) {
            name(exchange.getInMessage(), operation);
        }
    }

    /** Called before a method or a locator. The method of a sub-resource is matched after its locators were called. */
    public static void invoking(Exchange exchange) {
        OperationResourceInfo operation = exchange.get(OperationResourceInfo.class);
        if (operation != null && !operation.getClassResourceInfo().isRoot()) {
            matched(exchange);
        }
    }

    private static void name(Message message, OperationResourceInfo operation) {
        ServerCall call = ServerCall.running();
        if (call != null && call.isObserved()) {
            ServerCalls.route(call, route(message, operation));
        }
    }

    /** The base address is the path of the application: context path, pattern of the servlet, address of the server. */
    private static String route(Message message, OperationResourceInfo last) {
        String route = HttpUtils.getBaseAddress(message);
        OperationResourceInfoStack matched = message.get(OperationResourceInfoStack.class);
        if (matched != null) {
            for (MethodInvocationInfo invocation : matched) {
                OperationResourceInfo locator = invocation.getMethodInfo();
                route = locator.isSubResourceLocator() ? below(route, locator) : route;
            }
        }
        return below(route, last);
    }

    private static String below(String route, OperationResourceInfo operation) {
        ClassResourceInfo resource = operation.getClassResourceInfo();
        String ofResource = resource.isRoot() ? below(route, resource.getURITemplate()) : route;
        return below(ofResource, operation.getURITemplate());
    }

    private static String below(String route, @Nullable URITemplate template) {
        return template == null ? route : HttpRoute.below(route, template.getValue());
    }
}
