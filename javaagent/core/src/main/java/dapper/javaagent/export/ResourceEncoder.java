// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.AttributeKey;
import dapper.javaagent.resource.Resource;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two parts of a request that never change, encoded once with their field headers. */
final class ResourceEncoder {
    private ResourceEncoder() {}

    /** Field {@code resource} of {@code ResourceSpans}. */
    static byte[] resource(Resource resource) {
        ProtobufWriter out = new ProtobufWriter(1_024);
        int start = out.begin(1, 2);
        for (Map.Entry<String, Object> attribute : resource.attributes().entrySet()) {
            Object[] pair = {AttributeKey.of(attribute.getKey()), attribute.getValue()};
            AttributeEncoder.encode(1, pair, 2, out);
        }
        out.end(start, 2);
        return Arrays.copyOf(out.bytes(), out.position());
    }

    /** Field {@code scope} of {@code ScopeSpans}. */
    static byte[] scope(String name, @Nullable String version) {
        ProtobufWriter out = new ProtobufWriter(64);
        int start = out.begin(1, 1);
        out.string(1, name);
        if (version != null) {
            out.string(2, version);
        }
        out.end(start, 1);
        return Arrays.copyOf(out.bytes(), out.position());
    }
}
