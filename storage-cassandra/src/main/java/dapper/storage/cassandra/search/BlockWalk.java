// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.cassandra.block.TraceMatch;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.cassandra.index.SelectBlocks.Headers;
import dapper.storage.cassandra.index.Slot;
import dapper.storage.cassandra.index.Slots;
import dapper.storage.cassandra.index.StoredBlock;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.predicate.Predicate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The traces that index blocks propose, by the start of their newest span that matches there, newest first. Used by one
 * thread, which waits while others read and scan.
 *
 * <p>Hours are listed newest first, and of their blocks those are scanned whose newest span may be the next. A search that
 * finds many matches ends in its first block, one that finds none scans all: so each time twice as many are requested at
 * the same time.
 *
 * <p>A block that cannot be read was merged in the meantime, and its spans are in another one of its slot: the slot is
 * listed again. If the block is still there, it is damaged. The walk goes on without it, and the answer is not complete.
 */
final class BlockWalk implements CandidateWalk {
    private static final int MOST_AT_ONCE = 16;

    private static final Comparator<StoredBlock> NEWEST_FIRST = Comparator.comparingLong(
                    (StoredBlock block) -> block.header().greatestStart())
            .reversed();

    private final SearchedBlocks index;
    private final Predicate predicate;
    private final long from;
    private final long to;
    private final Deadline deadline;
    private final ArrayDeque<List<Slot>> hours = new ArrayDeque<>();
    private final PriorityQueue<StoredBlock> blocks = new PriorityQueue<>(NEWEST_FIRST);
    private final Set<StoredBlock.Key> known = new HashSet<>();
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(Candidate.NEWEST_FIRST);
    private int hoursAtOnce = 1;
    private int blocksAtOnce = 1;
    private int damaged;
    private long taken;
    /** No later candidate has a {@code last_start} above this. */
    private long latest;

    private boolean stopped;

    /**
     * @param hours as {@link BlockList#hours} returns them
     * @param from the earliest start of a span, inclusive
     * @param to the latest start of a span, inclusive
     */
    BlockWalk(
            SearchedBlocks index, List<List<Slot>> hours, Predicate predicate, long from, long to, Deadline deadline) {
        this.index = index;
        this.predicate = predicate;
        this.from = from;
        this.to = to;
        this.deadline = deadline;
        this.latest = to;
        this.hours.addAll(hours);
    }

    @Override
    public @Nullable Candidate peek() {
        while (!stopped) {
            Candidate head = candidates.peek();
            long unread = unread();
            if (head != null ? head.lastStart() >= unread : unread == Long.MIN_VALUE) {
                return head;
            }
            latest = Math.min(latest, Math.max(unread, head == null ? Long.MIN_VALUE : head.lastStart()));
            try {
                readNext();
                stopped = deadline.isOver();
            } catch (Deadline.TimeOverException e) {
                stopped = true;
            }
        }
        return null;
    }

    /** Returns the latest start that a span in a block may have that is not scanned yet. */
    private long unread() {
        return Math.min(latest, Math.max(unlisted(), unscanned()));
    }

    private long unlisted() {
        List<Slot> next = hours.peek();
        return next == null
                ? Long.MIN_VALUE
                : next.stream()
                        .mapToLong(slot -> Slots.end(slot.number()))
                        .max()
                        .orElse(Long.MIN_VALUE);
    }

    private long unscanned() {
        StoredBlock next = blocks.peek();
        return next == null ? Long.MIN_VALUE : next.header().greatestStart();
    }

    private void readNext() {
        if (!hours.isEmpty() && unlisted() >= unscanned()) {
            listHours();
        } else {
            scanBlocks();
        }
    }

    private void listHours() {
        List<CompletionStage<Headers>> listed = new ArrayList<>();
        for (int i = Math.min(hoursAtOnce, hours.size()); i > 0; i--) {
            listed.add(index.list().blocks(hours.remove(), deadline));
        }
        // If the time is over before all have arrived, the walk has stopped.
        listed.forEach(some -> add(deadline.await(some)));
        hoursAtOnce = Math.min(MOST_AT_ONCE, 2 * hoursAtOnce);
    }

    private void add(Headers headers) {
        headers.damaged().forEach(this::damaged);
        for (StoredBlock block : headers.blocks()) {
            if (known.add(block.key())
                    && block.header().leastStart() <= to
                    && block.header().greatestStart() >= from
                    && block.header().mayMatch(predicate)) {
                blocks.add(block);
            }
        }
    }

    private void damaged(StoredBlock.Key key) {
        if (known.add(key)) {
            damaged++;
            index.damaged();
        }
    }

    private void scanBlocks() {
        List<StoredBlock> some = new ArrayList<>();
        List<CompletionStage<List<TraceMatch>>> scans = new ArrayList<>();
        while (some.size() < blocksAtOnce && !blocks.isEmpty()) {
            StoredBlock block = blocks.remove();
            some.add(block);
            scans.add(index.matches(block, predicate, from, to, deadline));
        }
        for (int i = 0; i < some.size(); i++) {
            try {
                deadline.await(scans.get(i)).forEach(this::propose);
            } catch (CompletionException e) {
                unreadable(some.get(i), e);
            }
        }
        blocksAtOnce = Math.min(MOST_AT_ONCE, 2 * blocksAtOnce);
    }

    private void propose(TraceMatch match) {
        // Not after what was given already: a slot that is listed again may have newer spans.
        candidates.add(new Candidate(Math.min(latest, match.newest()), match.traceId(), from, true));
    }

    private void unreadable(StoredBlock block, CompletionException failure) {
        if (!(failure.getCause() instanceof CorruptDataException)) {
            throw failure;
        }
        Headers now = deadline.await(index.list().again(block.slot(), deadline));
        boolean stillThere = now.blocks().stream().anyMatch(other -> other.key().equals(block.key()));
        if (stillThere) {
            damaged++;
            index.damaged();
        }
        add(now);
    }

    @Override
    public void take() {
        latest = candidates.remove().lastStart();
        taken++;
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
        Candidate head = peek();
        if (head != null) {
            return head.lastStart();
        }
        return stopped ? latest : Long.MIN_VALUE;
    }

    @Override
    public String gaps() {
        return switch (damaged) {
            case 0 -> "";
            case 1 -> "a damaged index block was left out";
            default -> damaged + " damaged index blocks were left out";
        };
    }
}
