// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.cassandra.codec.IndexPartition;
import dapper.storage.cassandra.session.Deadline;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All index rows of older collectors that a search wants, newest first: backwards hour by hour, and within an hour
 * merged from the scans of all its partitions. Used by one thread.
 *
 * <p>A search that finds many matches ends in its first hour, one that finds none reads all hours. So the first hour is
 * requested alone, and each hour that was not enough doubles the number of hours requested ahead.
 *
 * <p>The walk stops when the time is over. Then it returns no further row, because a scan that has not answered may
 * have a newer one. Another walk must begin at {@link #ahead()}.
 */
final class IndexWalk implements CandidateWalk {
    private static final int MOST_UNDER_WAY = 48;

    private record Head(Candidate row, IndexScan scan) {}

    /** The scans of an hour are created when they are needed: a search may cover a hundred thousand partitions. */
    private static final class Hour {
        final int bucket;
        private final List<Supplier<List<IndexScan>>> partitions;
        private @Nullable List<IndexScan> scans;

        Hour(int bucket, List<Supplier<List<IndexScan>>> partitions) {
            this.bucket = bucket;
            this.partitions = partitions;
        }

        List<IndexScan> scans() {
            if (scans == null) {
                scans = partitions.stream()
                        .flatMap(partition -> partition.get().stream())
                        .toList();
            }
            return scans;
        }
    }

    private final ArrayDeque<Hour> hours = new ArrayDeque<>();
    private final ArrayDeque<Hour> unopenedHours = new ArrayDeque<>();
    private final ArrayDeque<IndexScan> unopened = new ArrayDeque<>();
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(Head::row, Candidate.NEWEST_FIRST));
    private final Deadline deadline;
    private int ahead = 1;
    private int underWay;
    private long taken;
    /** No later row of the walk has a {@code last_start} above this. */
    private long latest;

    private boolean stopped;

    /**
     * @param partitions by their buckets; each supplier returns scans that are not open yet
     * @param latest greatest {@code last_start} to read
     */
    IndexWalk(NavigableMap<Integer, List<Supplier<List<IndexScan>>>> partitions, long latest, Deadline deadline) {
        this.deadline = deadline;
        this.latest = latest;
        partitions.descendingMap().forEach((bucket, ofHour) -> hours.add(new Hour(bucket, ofHour)));
        unopenedHours.addAll(hours);
    }

    @Override
    public @Nullable Candidate peek() {
        while (!stopped && heads.isEmpty() && !hours.isEmpty()) {
            enter(hours.remove());
        }
        Head head = heads.peek();
        return stopped || head == null ? null : head.row();
    }

    @Override
    public void take() {
        Head head = heads.remove();
        latest = head.row().lastStart();
        head.scan().take();
        taken++;
        offer(head.scan());
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public long ahead() {
        Candidate row = peek();
        if (row != null) {
            return row.lastStart();
        }
        return stopped ? latest : Long.MIN_VALUE;
    }

    private void enter(Hour hour) {
        latest = Math.min(latest, IndexPartition.lastNanos(hour.bucket));
        int left = hour.scans().size();
        for (IndexScan scan : hour.scans()) {
            openUpTo(Math.min(MOST_UNDER_WAY, left + ahead - 1));
            offer(scan);
            if (stopped) {
                return;
            }
            underWay--;
            left--;
        }
        ahead = Math.min(MOST_UNDER_WAY, 2 * ahead);
    }

    private void openUpTo(int most) {
        while (underWay < most && (!unopened.isEmpty() || !unopenedHours.isEmpty())) {
            if (unopened.isEmpty()) {
                unopened.addAll(unopenedHours.remove().scans());
            } else {
                unopened.remove().open();
                underWay++;
            }
        }
    }

    private void offer(IndexScan scan) {
        try {
            Candidate row = scan.peek();
            if (row != null) {
                heads.add(new Head(row, scan));
            }
            stopped = deadline.isOver();
        } catch (Deadline.TimeOverException e) {
            stopped = true;
        }
    }
}
