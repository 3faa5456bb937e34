// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.InstrumentationScope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The encoded spans of a batch that other libraries made, by their scope. Most batches have none: all spans are the
 * agent's, and the batch holds them itself.
 */
final class ScopeGroups {
    private static final int SCOPE_SPANS = 2;
    private static final int INITIAL_CAPACITY = 1 << 10;

    /** By identity: a scope has no {@code equals}. Null until the first group. */
    private @Nullable Map<InstrumentationScope, ProtobufWriter> groups;

    /** The place for the spans of a scope. */
    ProtobufWriter of(InstrumentationScope scope) {
        Map<InstrumentationScope, ProtobufWriter> known = groups;
        if (known == null) {
            known = new LinkedHashMap<>();
            groups = known;
        }
        ProtobufWriter writer = known.get(scope);
        if (writer == null) {
            writer = new ProtobufWriter(INITIAL_CAPACITY);
            known.put(scope, writer);
        }
        return writer;
    }

    /** Bytes of all spans. */
    int length() {
        int length = 0;
        if (groups != null) {
            for (ProtobufWriter spans : groups.values()) {
                length += spans.position();
            }
        }
        return length;
    }

    /** Writes each group as field {@code scope_spans} of {@code ResourceSpans}. */
    void writeTo(ProtobufWriter out) {
        if (groups == null) {
            return;
        }
        for (Map.Entry<InstrumentationScope, ProtobufWriter> group : groups.entrySet()) {
            ProtobufWriter spans = group.getValue();
            if (spans.position() > 0) {
                byte[] scope = ResourceEncoder.scope(
                        group.getKey().name(), group.getKey().version());
                out.tag(SCOPE_SPANS, ProtobufWriter.BYTES);
                out.varint(scope.length + spans.position());
                out.raw(scope, scope.length);
                out.raw(spans.bytes(), spans.position());
            }
        }
    }

    void clear() {
        groups = null;
    }
}
