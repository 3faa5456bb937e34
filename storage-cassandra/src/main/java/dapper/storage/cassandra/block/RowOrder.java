// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order of rows in a block. The rows of a trace are neighbours, traces begin in the order of their first spans, and the
 * spans of a trace are in the order of their starts. So trace references and differences of starts are small.
 */
final class RowOrder {
    private RowOrder() {}

    /** Returns for each row of the block the row of the draft. */
    static int[] of(BlockDraft draft) {
        int[] places = places(draft);
        int[] ends = new int[draft.traceCount() + 1];
        for (int row = 0; row < draft.rows(); row++) {
            ends[places[draft.traceOfRow()[row]] + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] firstOfTrace = ends.clone();
        int[] order = new int[draft.rows()];
        for (int row = 0; row < order.length; row++) {
            order[ends[places[draft.traceOfRow()[row]]]++] = row;
        }
        for (int trace = 0; trace + 1 < firstOfTrace.length; trace++) {
            sort(draft, order, firstOfTrace[trace], firstOfTrace[trace + 1]);
        }
        return order;
    }

    /** For each trace of the draft its place among the traces, by their first starts. */
    private static int[] places(BlockDraft draft) {
        long[] first = new long[draft.traceCount()];
        Arrays.fill(first, -1);
        for (int row = 0; row < draft.rows(); row++) {
            int trace = draft.traceOfRow()[row];
            if (Long.compareUnsigned(draft.starts()[row], first[trace]) < 0) {
                first[trace] = draft.starts()[row];
            }
        }
        int[] sorted = IntStream.range(0, first.length)
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(first[a], first[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] places = new int[first.length];
        for (int place = 0; place < sorted.length; place++) {
            places[sorted[place]] = place;
        }
        return places;
    }

    private static void sort(BlockDraft draft, int[] order, int from, int to) {
        if (to - from > 32) {
            Comparator<Integer> byStart = (a, b) -> Long.compareUnsigned(draft.starts()[a], draft.starts()[b]);
            Integer[] rows = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
            Arrays.sort(rows, byStart);
            for (int i = from; i < to; i++) {
                order[i] = rows[i - from];
            }
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int row = order[i];
            int at = i;
            while (at > from && Long.compareUnsigned(draft.starts()[order[at - 1]], draft.starts()[row]) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = row;
        }
    }
}
