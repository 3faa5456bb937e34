// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.VaryingParts;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import java.util.HashMap;
import java.util.Map;

/**
 * A key and a shape for each node of trees that are compared. Nodes with the same service, operation (without the ids in
 * it) and kind have the same key; nodes with the same key and children of the same shapes, in their order, have the same
 * shape.
 */
final class SpanShapes {
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private record Key(String service, String operation, SpanKind kind) {
        static final Key MISSING = new Key("", "", SpanKind.UNSPECIFIED);

        static Key of(Span span) {
            return new Key(span.serviceName(), VaryingParts.removed(span.name()), span.kind());
        }
    }

    /** @param shapes equal for equal shapes; two different ones are equal once in 2^64 */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Shaped(int[] keys, long[] shapes) {}

    private final Map<Key, Integer> numbers = new HashMap<>();

    /** Trees that pass through the same object are comparable. */
    Shaped of(TraceTree tree) {
        int size = tree.nodes().size();
        int[] keys = new int[size];
        long[] shapes = new long[size];
        for (int i = size - 1; i >= 0; i--) {
            TraceNode node = tree.nodes().get(i);
            Span span = node.span();
            keys[i] = numbers.computeIfAbsent(span == null ? Key.MISSING : Key.of(span), key -> numbers.size());
            // The children, which come later in reading order, have been added.
            shapes[i] = mixed(shapes[i] + keys[i] + 1);
            if (node.parent() >= 0) {
                shapes[node.parent()] = shapes[node.parent()] * FACTOR + shapes[i];
            }
        }
        return new Shaped(keys, shapes);
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
