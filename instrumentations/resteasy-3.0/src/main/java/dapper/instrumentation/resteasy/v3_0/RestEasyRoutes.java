// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.resteasy.v3_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServerCalls;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Names a request after the templates that it matched. Runs on the thread that serves the request.
 *
 * <p>A resource that a locator has found has templates relative to the locator, so the thread keeps the templates of
 * the locators around it.
 */
public final class RestEasyRoutes {
    /** Set only inside a locator's call: nothing is left on the thread. */
    private static final ThreadLocal<@Nullable String> LOCATORS = new ThreadLocal<>();

    /** There is no locator around. */
    private static final Object NONE = new Object();

    private RestEasyRoutes() {}

    /** Returns the argument for {@link #leave}; null if nobody needs the route. */
    public static @Nullable Object enter(Object locator) {
        ServerCall call = ServerCall.running();
        String path = call == null || !call.isObserved() ? null : Metadata.path(locator);
        if (path == null) {
            return null;
        }
        String outer = LOCATORS.get();
        LOCATORS.set(HttpRoute.below(outer == null ? "" : outer, path));
        return outer == null ? NONE : outer;
    }

    @SuppressWarnings("ReferenceEquality") // a marker
    public static void leave(Object outer) {
        if (outer == NONE) {
            LOCATORS.remove();
        } else {
            LOCATORS.set((String) outer);
        }
    }

    public static void matched(HttpRequest request, Object method) {
        ServerCall call = ServerCall.running();
        if (call != null && call.isObserved()) {
            ServerCalls.route(call, route(request, method));
        }
    }

    private static @Nullable String route(HttpRequest request, Object method) {
        String base = Metadata.basePath(request);
        String path = Metadata.path(method);
        if (base == null || path == null) {
            return null;
        }
        String locators = LOCATORS.get();
        return HttpRoute.below(locators == null ? base : HttpRoute.below(base, locators), path);
    }
}
