// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span set on its way through a pipeline.
 *
 * @param places its spans, at least one; must not be changed
 * @param labels the values that stages have computed for it
 */
record SpanGroup(BitSet places, List<Label> labels) {

    /**
     * A value of a whole span set.
     *
     * @param name the text of the expression, such as {@code by(resource.service.name)} or {@code count()}
     */
    record Label(String name, @Nullable Object value) {}

    static SpanGroup of(BitSet places) {
        return new SpanGroup(places, List.of());
    }

    SpanGroup withPlaces(BitSet others) {
        return new SpanGroup(others, labels);
    }

    SpanGroup with(String name, @Nullable Object value) {
        List<Label> more = new ArrayList<>(labels);
        more.removeIf(label -> label.name().equals(name));
        more.add(new Label(name, value));
        return new SpanGroup(places, List.copyOf(more));
    }
}
