// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the patterns of two time ranges. A pure function. */
public final class PatternChanges {
    private PatternChanges() {}

    /** @return those that affect most traces first, at most {@value Patterns#MOST} */
    public static List<PatternChange> of(Collection<PatternSample> before, Collection<PatternSample> after) {
        double tracesBefore = Patterns.weight(before);
        double tracesAfter = Patterns.weight(after);
        Map<Long, Pattern> earlier = new HashMap<>();
        Patterns.all(before).forEach(pattern -> earlier.put(pattern.shape(), pattern));
        List<PatternChange> changes = new ArrayList<>();
        for (Pattern pattern : Patterns.all(after)) {
            changes.add(change(earlier.remove(pattern.shape()), pattern, tracesBefore, tracesAfter));
        }
        earlier.values().forEach(gone -> changes.add(change(gone, null, tracesBefore, tracesAfter)));
        return changes.stream()
                .sorted(Comparator.comparingDouble(PatternChange::extent)
                        .reversed()
                        .thenComparingLong(PatternChanges::shape))
                .limit(Patterns.MOST)
                .toList();
    }

    private static PatternChange change(
            @Nullable Pattern before, @Nullable Pattern after, double tracesBefore, double tracesAfter) {
        return new PatternChange(
                before,
                after,
                before == null ? 0 : before.traces() / tracesBefore,
                after == null ? 0 : after.traces() / tracesAfter);
    }

    private static long shape(PatternChange change) {
        return Objects.requireNonNull(change.after() == null ? change.before() : change.after())
                .shape();
    }
}
