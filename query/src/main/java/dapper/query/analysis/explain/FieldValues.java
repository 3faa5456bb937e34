// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The values of one field. Each counts once for a trace. */
final class FieldValues {
    /** The first so many are counted: a value that explains something is frequent, and so among them. */
    static final int MOST = 500;

    private static final int BYTES = 200;

    private final Map<Object, Counted> values = new HashMap<>();
    private final StateBytes memory;
    private boolean hasMore;

    private static final class Counted {
        final Sides sides = new Sides();
        int lastTrace = -1;
    }

    FieldValues(StateBytes memory) {
        this.memory = memory;
    }

    /** @param trace its number, different from that of the trace before */
    void add(Object value, int trace, boolean isSelected, double weight) {
        Counted counted = counted(value);
        if (counted != null && counted.lastTrace != trace) {
            counted.lastTrace = trace;
            counted.sides.add(isSelected, weight);
        }
    }

    private @Nullable Counted counted(Object value) {
        Counted counted = values.get(value);
        if (counted != null) {
            return counted;
        }
        if (values.size() == MOST) {
            hasMore = true;
            return null;
        }
        int characters = value.toString().length();
        if (!memory.take(BYTES + 2L * characters)) {
            return null;
        }
        Counted added = new Counted();
        values.put(value, added);
        return added;
    }

    int size() {
        return values.size();
    }

    /** Returns whether there are values that were not counted because of their number. */
    boolean hasMore() {
        return hasMore;
    }

    void forEach(BiConsumer<Object, Sides> each) {
        values.forEach((value, counted) -> each.accept(value, counted.sides));
    }
}
