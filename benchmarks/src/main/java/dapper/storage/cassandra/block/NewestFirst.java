// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One search over immutable parts, newest first. Each proposed trace is read and verified, as today's search does, because
 * an answer shows parts of it anyway. Used by one thread, which gives work to others.
 */
final class NewestFirst {
    /** As {@code TraceSearch} does. */
    private static final int TRACES_AT_ONCE = 16;

    private static final int MOST_PARTS_AT_ONCE = 16;

    private record Hit(long newest, TraceId traceId) {}

    private static final Comparator<Hit> ORDER =
            Comparator.comparingLong(Hit::newest).reversed().thenComparing(Hit::traceId);

    private final QueryClass query;
    private final Verifier verifier;
    private final TraceReader traces;
    private final ExecutorService threads;
    private final Map<TraceId, Long> proposed = new HashMap<>();
    private final Set<TraceId> seen = new HashSet<>();
    private final TreeSet<Hit> waiting = new TreeSet<>(ORDER);
    private final List<TraceId> found = new ArrayList<>();
    private int partsRead;
    private int tracesRead;

    NewestFirst(QueryClass query, TraceReader traces, ExecutorService threads) {
        this.query = query;
        this.verifier = new Verifier(query);
        this.traces = traces;
        this.threads = threads;
    }

    /** @param parts in the order of their newest spans, newest first */
    List<TraceId> run(List<? extends IndexPart> parts) throws Exception {
        int atOnce = 1;
        for (int next = 0; next < parts.size() && found.size() < QueryClass.TRACES; ) {
            int end = Math.min(parts.size(), next + atOnce);
            propose(parts.subList(next, end));
            give(end == parts.size() ? Long.MIN_VALUE : parts.get(end).lastStart());
            next = end;
            // Twice as many each time: a search without matches should wait for few answers, one with many read few
            // parts.
            atOnce = Math.min(MOST_PARTS_AT_ONCE, 2 * atOnce);
        }
        return found;
    }

    private void propose(List<? extends IndexPart> parts) throws Exception {
        List<Future<Map<TraceId, Long>>> proposals = new ArrayList<>();
        for (IndexPart part : parts) {
            proposals.add(threads.submit(() -> {
                Map<TraceId, Long> own = new HashMap<>();
                return part.propose(query, (traceId, newest) -> own.merge(traceId, newest, Long::max)) ? own : null;
            }));
        }
        for (Future<@Nullable Map<TraceId, Long>> part : proposals) {
            Map<TraceId, Long> own = part.get();
            if (own != null) {
                partsRead++;
                own.forEach((traceId, newest) -> proposed.merge(traceId, newest, Long::max));
            }
        }
    }

    /** @param limit the parts to come have no newer span */
    private void give(long limit) throws Exception {
        List<Hit> due = new ArrayList<>();
        proposed.forEach((traceId, newest) -> {
            if (newest >= limit && !seen.contains(traceId)) {
                due.add(new Hit(newest, traceId));
            }
        });
        due.sort(ORDER);
        for (int next = 0; next < due.size() && found.size() < QueryClass.TRACES; ) {
            int end = Math.min(due.size(), next + Math.min(TRACES_AT_ONCE, QueryClass.TRACES - found.size()));
            verify(due.subList(next, end));
            next = end;
            giveUntil(next < due.size() ? due.get(next).newest() : limit);
        }
        giveUntil(limit);
    }

    private void verify(List<Hit> some) throws Exception {
        List<Future<@Nullable Hit>> looks = new ArrayList<>();
        for (Hit hit : some) {
            seen.add(hit.traceId());
            tracesRead++;
            looks.add(threads.submit(() -> verified(hit.traceId())));
        }
        for (Future<@Nullable Hit> look : looks) {
            Hit hit = look.get();
            if (hit != null) {
                waiting.add(hit);
            }
        }
    }

    private @Nullable Hit verified(TraceId traceId) {
        Trace trace = traces.trace(traceId).orElse(null);
        OptionalLong newest = trace == null ? OptionalLong.empty() : verifier.accept(trace);
        return newest.isPresent() ? new Hit(newest.getAsLong(), traceId) : null;
    }

    private void giveUntil(long limit) {
        while (!waiting.isEmpty() && waiting.first().newest() >= limit && found.size() < QueryClass.TRACES) {
            found.add(waiting.pollFirst().traceId());
        }
    }

    int partsRead() {
        return partsRead;
    }

    int tracesRead() {
        return tracesRead;
    }
}
