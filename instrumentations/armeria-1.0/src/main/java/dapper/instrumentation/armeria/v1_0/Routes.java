// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.armeria.v1_0;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceConfig;
import org.jspecify.annotations.Nullable;

/** The patterns of services. */
final class Routes {
    private static final String EVERYTHING = "/*";

    /** Serves the requests that no route matches; null if the library has another. */
    private static final @Nullable Class<?> FALLBACK = fallback();

    private Routes() {}

    private static @Nullable Class<?> fallback() {
        try {
            return Class.forName(
                    "com.linecorp.armeria.server.FallbackService", false, HttpService.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Returns the pattern in Armeria's notation, {@code /items/:id}; null if no route matched the request. */
    static @Nullable String of(ServiceConfig service) {
        String pattern = service.route().patternString();
        return pattern.equals(EVERYTHING)
                        && FALLBACK != null
                        && service.service().as(FALLBACK) != null
                ? null
                : pattern;
    }
}
