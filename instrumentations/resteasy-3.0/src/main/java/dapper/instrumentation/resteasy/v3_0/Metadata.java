// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.resteasy.v3_0;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URI;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Paths of requests and resources, through method handles: {@code getUri} has another result in 3, 4 and 6, and the
 * metadata of a resource is a class in 3 and an interface from 4 on.
 */
final class Metadata {
    private static final @Nullable MethodHandle URI_INFO;
    private static final @Nullable MethodHandle BASE_URI;
    private static final @Nullable MethodHandle FULL_PATH;

    static {
        MethodHandle uriInfo = null;
        MethodHandle baseUri = null;
        MethodHandle fullPath = null;
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Method getUri = HttpRequest.class.getMethod("getUri");
            uriInfo = lookup.unreflect(getUri).asType(MethodType.methodType(Object.class, HttpRequest.class));
            baseUri = lookup.unreflect(getUri.getReturnType().getMethod("getBaseUri"))
                    .asType(MethodType.methodType(URI.class, Object.class));
            ClassLoader loader = HttpRequest.class.getClassLoader();
            Class<?> locator = Class.forName("org.jboss.resteasy.spi.metadata.ResourceLocator", false, loader);
            fullPath = lookup.unreflect(locator.getMethod("getFullpath"))
                    .asType(MethodType.methodType(String.class, Object.class));
        } catch (ReflectiveOperationException e) {
            uriInfo = null; // no version up to 7 is like that; its requests keep the routes of servlets
        }
        URI_INFO = uriInfo;
        BASE_URI = baseUri;
        FULL_PATH = fullPath;
    }

    private Metadata() {}

    /** The path of the application: context path and pattern of the servlet or filter. */
    static @Nullable String basePath(HttpRequest request) {
        if (URI_INFO == null || BASE_URI == null) {
            return null;
        }
        try {
            Object uriInfo = (Object) URI_INFO.invokeExact(request);
            URI base = (URI) BASE_URI.invokeExact(uriInfo);
            return base.getRawPath();
        } catch (Throwable e) {
            return null;
        }
    }

    /** The template of a resource method or locator, with that of its class. */
    static @Nullable String path(Object resource) {
        if (FULL_PATH == null) {
            return null;
        }
        try {
            return (String) FULL_PATH.invokeExact(resource);
        } catch (Throwable e) {
            return null;
        }
    }
}
