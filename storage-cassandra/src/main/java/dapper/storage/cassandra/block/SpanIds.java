// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the row of a span id among the rows of one trace. */
final class SpanIds {
    private static final int FEW = 32;

    private final long[] ids;
    private final int[] order;
    private final int from;
    private final int to;
    private final @Nullable Map<Long, Integer> rows;

    SpanIds(long[] ids, int[] order, int from, int to) {
        this.ids = ids;
        this.order = order;
        this.from = from;
        this.to = to;
        this.rows = to - from > FEW ? index() : null;
    }

    private Map<Long, Integer> index() {
        Map<Long, Integer> index = new HashMap<>();
        for (int row = from; row < to; row++) {
            if (index.putIfAbsent(ids[order[row]], row) != null) {
                index.put(ids[order[row]], RowOrder.FAR_PARENT);
            }
        }
        return index;
    }

    /** {@link RowOrder#FAR_PARENT} if there is none, or more than one. */
    int row(long id) {
        if (rows != null) {
            return rows.getOrDefault(id, RowOrder.FAR_PARENT);
        }
        int found = RowOrder.FAR_PARENT;
        for (int row = from; row < to; row++) {
            if (ids[order[row]] == id) {
                if (found != RowOrder.FAR_PARENT) {
                    return RowOrder.FAR_PARENT;
                }
                found = row;
            }
        }
        return found;
    }
}
