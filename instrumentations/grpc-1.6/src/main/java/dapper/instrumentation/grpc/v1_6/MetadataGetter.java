// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.HeaderGetter;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a call. gRPC gives their names in lower case. */
final class MetadataGetter implements HeaderGetter<Metadata> {
    static final MetadataGetter HEADERS = new MetadataGetter();

    /** More names than the formats have; Jaeger's baggage may have any number. */
    private static final int MAX_KEYS = 64;

    private static final ConcurrentMap<String, Metadata.Key<String>> KEYS = new ConcurrentHashMap<>();

    private MetadataGetter() {}

    static Metadata.Key<String> key(String name) {
        Metadata.Key<String> known = KEYS.get(name);
        if (known != null) {
            return known;
        }
        Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
        if (KEYS.size() < MAX_KEYS) {
            KEYS.putIfAbsent(name, key);
        }
        return key;
    }

    @Override
    public @Nullable String header(Metadata headers, String name) {
        Iterable<String> values = headers.getAll(key(name));
        return values == null ? null : String.join(",", values);
    }

    @Override
    public @Nullable String first(Metadata headers, String name) {
        Iterable<String> values = headers.getAll(key(name));
        return values == null ? null : values.iterator().next();
    }

    @Override
    public Iterable<String> names(Metadata headers) {
        List<String> names = new ArrayList<>();
        for (String name : headers.keys()) {
            if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                names.add(name);
            }
        }
        return names;
    }
}
