// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.clock.Bounds;
import dapper.query.analysis.clock.ClockPair;
import dapper.query.analysis.clock.Clocks;
import dapper.storage.Resource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a trace as JSON.
 *
 * @param corrected whether the times of this answer are moved by the corrections
 * @param correctable whether the bounds demand a correction, and a possible one exists
 * @param contradictory whether there are pairs, each possible by itself, that contradict each other
 * @param differenceCount number of pairs that differ or are contradictory
 * @param differences the first of those; contradictory pairs before others
 */
record ClocksView(
        boolean corrected,
        boolean correctable,
        boolean contradictory,
        int differenceCount,
        List<DifferenceView> differences) {
    private static final int MOST = 20;

    /**
     * A pair of clocks that cannot have shown the same time.
     *
     * @param leastNanos null without a lower bound
     * @param mostNanos null without an upper bound
     * @param contradictory whether the lower bound is above the upper one, or the bounds contradict those of other pairs, so
     *     that nothing is corrected by this pair
     */
    record DifferenceView(
            String service,
            @Nullable String host,
            String otherService,
            @Nullable String otherHost,
            @Nullable Long leastNanos,
            @Nullable Long mostNanos,
            boolean contradictory) {

        /** @param pair of which the called clock becomes the first one, which is ahead of the other */
        static DifferenceView of(ClockPair pair) {
            return new DifferenceView(
                    pair.called().serviceName(),
                    Clocks.host(pair.called()),
                    pair.caller().serviceName(),
                    Clocks.host(pair.caller()),
                    bound(pair.ahead().least()),
                    bound(pair.ahead().most()),
                    pair.contradictory());
        }
    }

    /**
     * The clock of one process.
     *
     * @param leastNanos how far it is ahead of the clock of the root at least, by all chains of calls; null without a bound
     * @param mostNanos likewise at most
     * @param shiftNanos the nanoseconds by which corrected times are later than those that were sent
     */
    record ClockView(@Nullable Long leastNanos, @Nullable Long mostNanos, long shiftNanos) {

        static @Nullable ClockView of(Clocks clocks, Resource process) {
            Bounds ahead = clocks.ahead(process);
            return ahead.equals(Bounds.SAME)
                    ? null
                    : new ClockView(bound(ahead.least()), bound(ahead.most()), clocks.shift(process));
        }
    }

    static ClocksView of(Clocks clocks, boolean corrected) {
        List<ClockPair> pairs = clocks.pairs().stream()
                .filter(pair -> pair.ahead().differ() || pair.contradictory())
                .sorted(Comparator.comparing(ClockPair::contradictory).reversed())
                .toList();
        return new ClocksView(
                corrected,
                clocks.areCorrectable(),
                pairs.stream()
                        .anyMatch(pair -> pair.contradictory() && !pair.ahead().isContradictory()),
                pairs.size(),
                pairs.stream().limit(MOST).map(DifferenceView::of).toList());
    }

    private static @Nullable Long bound(long nanos) {
        return Math.abs(nanos) == Bounds.UNKNOWN ? null : nanos;
    }
}
