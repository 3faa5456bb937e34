// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.Span;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.HttpServerTracer;
import dapper.bootstrap.http.ServingThread;
import dapper.bootstrap.http.ServletRoute;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Names the span of a request after the servlet that its path chose. Each version of the servlet API has a class of its own
 * for that, with the same method.
 */
public final class ServletRoutes {
    private static final ClassValue<MethodHandle> MATCHED = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            MethodHandle nothing =
                    MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Request.class);
            try {
                Method method = type.getMethod("getMatchedResource");
                return MethodHandles.publicLookup()
                        .unreflect(method)
                        .asType(MethodType.methodType(Object.class, Request.class));
            } catch (ReflectiveOperationException e) {
                return nothing;
            }
        }
    };

    private ServletRoutes() {}

    public static void dispatched(@Nullable Request request) {
        Span span = ServingThread.endRouting();
        if (span != null && request != null) {
            HttpServerTracer.route(span, route(request));
        }
    }

    private static @Nullable String route(Request request) {
        Object matched;
        try {
            matched = (Object) MATCHED.get(request.getClass()).invokeExact(request);
        } catch (Throwable e) {
            return null;
        }
        if (!(matched instanceof MatchedResource<?> resource)) {
            return null;
        }
        String pattern = resource.getPathSpec().getDeclaration();
        String context = Request.getContextPath(request);
        String root = context == null || context.equals("/") ? "" : context;
        Object spring = request.getAttribute(ServletRoute.SPRING_PATTERN);
        if (spring instanceof String handler && handler.startsWith("/")) {
            return root + (pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : "") + handler;
        }
        return HttpRoute.of(root, pattern);
    }
}
