// SPDX-License-Identifier: Apache-2.0
package dapper.query.live;

import dapper.query.live.Look.Found;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * One search that is repeated for all clients that follow it. A trace is new if it was not found before, or has more spans than
 * before. What the first look finds is not new. {@link #look} is called by one thread at a time.
 */
final class Tail {
    private static final int MOST_REMEMBERED = 10_000;

    private final Look.Source source;
    private final int mostAtATime;
    private final Set<Follower> followers = new CopyOnWriteArraySet<>();
    private final Map<TraceId, Integer> spanCounts = new Remembered();
    private boolean hasLooked;

    /** @param mostAtATime traces that one look may give; the others are counted */
    Tail(Look.Source source, int mostAtATime) {
        this.source = source;
        this.mostAtATime = mostAtATime;
    }

    /** Of traces, those that were found last. */
    private static final class Remembered extends LinkedHashMap<TraceId, Integer> {
        private static final long serialVersionUID = 1L;

        private Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<TraceId, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    Set<Follower> followers() {
        return followers;
    }

    /** Searches, and passes what is new to the followers, oldest first. */
    void look() {
        Look look = source.look();
        List<Found> fresh = new ArrayList<>();
        for (Found found : look.newestFirst()) {
            Integer before = spanCounts.put(found.traceId(), found.spanCount());
            if (before == null || before < found.spanCount()) {
                fresh.add(0, found);
            }
        }
        boolean isFirst = !hasLooked;
        hasLooked = true;
        if (isFirst || fresh.isEmpty()) {
            return;
        }
        // A page of nothing but new traces may not be all of them.
        boolean more = look.more() && fresh.size() == look.newestFirst().size();
        int leftOut = Math.max(0, fresh.size() - mostAtATime);
        List<Found> sent = List.copyOf(fresh.subList(leftOut, fresh.size()));
        followers.forEach(follower -> follower.add(sent, leftOut, more));
    }

    void fail(String reason) {
        followers.forEach(follower -> follower.fail(reason));
    }
}
