// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.propagation.Propagation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes trace headers to the client's own headers, such as {@code Host}. The application sees only its own headers in
 * {@code response.request()}, which stays equal to the request it sent.
 *
 * <p>The types are internal to {@code java.net.http}: woven code provides its {@code Lookup}.
 */
public final class RequestHeaders {
    /** A header without values is removed. */
    private static final HeaderSetter<Map<String, List<String>>> SETTER =
            new HeaderSetter<Map<String, List<String>>>() {
                @Override
                public void setHeader(Map<String, List<String>> headers, String name, String value) {
                    headers.put(name, new ArrayList<>(Collections.singletonList(value)));
                }

                @Override
                public void removeHeader(Map<String, List<String>> headers, String name) {
                    headers.put(name, Collections.<String>emptyList());
                }
            };

    /** Maps an {@code HttpRequestImpl} to the live map of its system headers. */
    private static volatile @Nullable MethodHandle systemHeaders;

    private RequestHeaders() {}

    /** Returns the application's headers without those that ours replace: the client would prefer the application's. */
    public static HttpHeaders inject(MethodHandles.Lookup lookup, Object request, HttpHeaders userHeaders)
            throws Throwable {
        SentCall call = Calls.sending();
        if (call == null) {
            return userHeaders;
        }
        Map<String, List<String>> traceHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        call.inject(SETTER, traceHeaders);
        Map<String, List<String>> sent = systemHeaders(lookup, request);
        for (Map.Entry<String, List<String>> header : traceHeaders.entrySet()) {
            if (!header.getValue().isEmpty()) {
                sent.put(header.getKey(), header.getValue());
            }
        }
        for (String name : userHeaders.map().keySet()) {
            if (traceHeaders.containsKey(name)) {
                return HttpHeaders.of(userHeaders.map(), (each, value) -> !traceHeaders.containsKey(each));
            }
        }
        return userHeaders;
    }

    public static void copy(MethodHandles.Lookup lookup, Object original, Object request) throws Throwable {
        Map<String, List<String>> headers = systemHeaders(lookup, request);
        systemHeaders(lookup, original).forEach((name, values) -> {
            if (Propagation.owns(name)) {
                headers.put(name, values);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<String>> systemHeaders(MethodHandles.Lookup lookup, Object request)
            throws Throwable {
        MethodHandle handle = systemHeaders;
        if (handle == null) {
            handle = find(lookup);
            systemHeaders = handle;
        }
        return (Map<String, List<String>>) (Map<?, ?>) handle.invokeExact(request);
    }

    private static MethodHandle find(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        Class<?> request = lookup.lookupClass();
        Class<?> builder =
                Class.forName("jdk.internal.net.http.common.HttpHeadersBuilder", false, request.getClassLoader());
        MethodHandle builderOf = lookup.findVirtual(request, "getSystemHeadersBuilder", MethodType.methodType(builder));
        MethodHandle mapOf = lookup.findVirtual(builder, "map", MethodType.methodType(Map.class));
        return MethodHandles.filterReturnValue(builderOf, mapOf).asType(MethodType.methodType(Map.class, Object.class));
    }
}
