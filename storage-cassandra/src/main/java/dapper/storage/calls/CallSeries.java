// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The calls of one key in an interval. Of its exemplars it keeps the newest in each octave of durations. Not safe for use
 * by several threads.
 */
public final class CallSeries {
    private final Durations durations = new Durations();
    private final TreeMap<Integer, CallExemplar> exemplars = new TreeMap<>();

    public Durations durations() {
        return durations;
    }

    /** Returns those that are kept, shortest first. */
    public List<CallExemplar> exemplars() {
        return new ArrayList<>(exemplars.values());
    }

    public void add(CallExemplar exemplar) {
        int octave = Durations.bucketOf(exemplar.durationNanos() / 1e9) >> Durations.SCALE;
        exemplars.merge(octave, exemplar, (a, b) -> CallExemplar.OLDEST_FIRST.compare(a, b) < 0 ? b : a);
    }

    public void add(CallSeries other) {
        durations.add(other.durations);
        other.exemplars.values().forEach(this::add);
    }
}
