// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** {@code HttpServletMapping} of Servlet 4.0, through method handles because this class must link with 3.0 too. */
final class ServletMapping {
    private static final @Nullable MethodHandle MAPPING;
    private static final @Nullable MethodHandle MATCH;
    private static final @Nullable MethodHandle PATTERN;

    static {
        MethodHandle mapping = null;
        MethodHandle match = null;
        MethodHandle pattern = null;
        try {
            ClassLoader loader = HttpServletRequest.class.getClassLoader();
            Class<?> type = Class.forName("javax.servlet.http.HttpServletMapping", false, loader);
            Class<?> matchType = Class.forName("javax.servlet.http.MappingMatch", false, loader);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            mapping = lookup.findVirtual(HttpServletRequest.class, "getHttpServletMapping", MethodType.methodType(type))
                    .asType(MethodType.methodType(Object.class, HttpServletRequest.class));
            match = lookup.findVirtual(type, "getMappingMatch", MethodType.methodType(matchType))
                    .asType(MethodType.methodType(Object.class, Object.class));
            pattern = lookup.findVirtual(type, "getPattern", MethodType.methodType(String.class))
                    .asType(MethodType.methodType(String.class, Object.class));
        } catch (ReflectiveOperationException e) {
            mapping = null; // Servlet 3.x
        }
        MAPPING = mapping;
        MATCH = match;
        PATTERN = pattern;
    }

    private ServletMapping() {}

    static boolean isKnown() {
        return MAPPING != null;
    }

    /** Null if a request of an older implementation wraps the container's. */
    static @Nullable String pattern(HttpServletRequest request) {
        if (MAPPING == null || MATCH == null || PATTERN == null) {
            return null;
        }
        try {
            Object mapping = (Object) MAPPING.invokeExact(request);
            return mapping == null || (Object) MATCH.invokeExact(mapping) == null
                    ? null
                    : (String) PATTERN.invokeExact(mapping);
        } catch (Throwable e) {
            return null;
        }
    }
}
