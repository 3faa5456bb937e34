// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a request in a test. Names ignore case. */
public final class HeaderMap implements HeaderGetter<Map<String, String>>, HeaderSetter<Map<String, String>> {
    public static final HeaderMap HEADERS = new HeaderMap();

    private HeaderMap() {}

    public static Map<String, String> of(String... namesAndValues) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @Override
    public @Nullable String header(Map<String, String> request, String name) {
        return request.get(name);
    }

    @Override
    public @Nullable String first(Map<String, String> request, String name) {
        return request.get(name);
    }

    @Override
    public Iterable<String> names(Map<String, String> request) {
        return request.keySet();
    }

    @Override
    public void setHeader(Map<String, String> request, String name, String value) {
        request.put(name, value);
    }

    @Override
    public void removeHeader(Map<String, String> request, String name) {
        request.remove(name);
    }
}
