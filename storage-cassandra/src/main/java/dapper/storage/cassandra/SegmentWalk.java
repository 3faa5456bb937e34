// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All rows that a search proposes, newest first: hour by hour backwards, and within an hour merged from the scans of all
 * its partitions. Used by one thread.
 *
 * <p>A search that finds much ends in its first hour, one that finds nothing goes through all of them. So the first hour
 * is asked for alone, and each hour that was not enough doubles how far ahead the walk asks.
 */
final class SegmentWalk {
    private static final int MOST_UNDER_WAY = 48;

    private record Head(Candidate row, SegmentScan scan) {}

    private final ArrayDeque<List<SegmentScan>> hours = new ArrayDeque<>();
    private final ArrayDeque<SegmentScan> unopened = new ArrayDeque<>();
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(Head::row, Candidate.NEWEST_FIRST));
    private int ahead = 1;
    private int underWay;
    private long taken;

    /** @param scansByBucket not opened yet */
    SegmentWalk(Map<Integer, List<SegmentScan>> scansByBucket) {
        NavigableMap<Integer, List<SegmentScan>> ordered = new TreeMap<>(scansByBucket);
        ordered.descendingMap().values().forEach(hour -> {
            hours.add(hour);
            unopened.addAll(hour);
        });
    }

    /** The next row without taking it; null after the last. */
    @Nullable
    Candidate peek() {
        while (heads.isEmpty() && !hours.isEmpty()) {
            enter(hours.remove());
        }
        Head head = heads.peek();
        return head == null ? null : head.row();
    }

    void take() {
        SegmentScan scan = heads.remove().scan();
        scan.take();
        taken++;
        offer(scan);
    }

    /** Rows that were looked at. */
    long taken() {
        return taken;
    }

    private void enter(List<SegmentScan> hour) {
        int left = hour.size();
        for (SegmentScan scan : hour) {
            openUpTo(Math.min(MOST_UNDER_WAY, left + ahead - 1));
            offer(scan);
            underWay--;
            left--;
        }
        ahead = Math.min(MOST_UNDER_WAY, 2 * ahead);
    }

    private void openUpTo(int most) {
        while (!unopened.isEmpty() && underWay < most) {
            unopened.remove().open();
            underWay++;
        }
    }

    private void offer(SegmentScan scan) {
        Candidate row = scan.peek();
        if (row != null) {
            heads.add(new Head(row, scan));
        }
    }
}
