// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern in two time ranges.
 *
 * @param before null for a new one
 * @param after null for one that is gone
 * @param shareBefore the part of all traces before that have the pattern, 0 to 1
 * @param shareAfter the same for those after
 */
public record PatternChange(
        @Nullable Pattern before, @Nullable Pattern after, double shareBefore, double shareAfter) {
    private static final int P95 = 1;

    /**
     * Returns the part of the traces that the change affects, 0 to 1: the change of the pattern's share, or the share times
     * the change of its p95 relative to the longer one, or times the change of its error share, whichever is greatest.
     */
    public double extent() {
        double moved = Math.abs(shareAfter - shareBefore);
        if (before == null || after == null) {
            return moved;
        }
        double share = Math.max(shareBefore, shareAfter);
        double slower = relative(p95(before.quantiles()), p95(after.quantiles()));
        double failing = Math.abs(after.errorShare() - before.errorShare());
        return Math.max(moved, share * Math.max(slower, failing));
    }

    private static long p95(List<Pattern.Quantile> quantiles) {
        return quantiles.get(P95).durationNanos();
    }

    private static double relative(long one, long other) {
        long longer = Math.max(one, other);
        return longer == 0 ? 0 : Math.abs((double) one - other) / longer;
    }
}
