// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A trace that a search is reading. For a {@link TraceFilter} that has to see whole traces all of its spans are kept until
 * it has decided, with the details that it needs, within the memory of the search. Safe for many threads.
 */
final class TraceLook {
    private final Candidate row;
    private final TraceSketch sketch;
    private final @Nullable TraceFilter filter;
    private final TraceFilter.@Nullable SpanBySpan spanBySpan;
    private final AtomicLong freeBytes;
    private List<Span> kept = new ArrayList<>();
    private long keptBytes;
    private boolean overflowed;
    private boolean released;
    private boolean hasEnough;

    /** @param freeBytes of the search, shared by its looks */
    TraceLook(Candidate row, SpanFilter spans, @Nullable TraceFilter filter, AtomicLong freeBytes) {
        this.row = row;
        this.sketch = new TraceSketch(spans);
        this.filter = filter;
        this.spanBySpan = filter == null ? null : filter.spanBySpan(row.traceId());
        this.freeBytes = freeBytes;
    }

    Candidate row() {
        return row;
    }

    TraceSketch sketch() {
        return sketch;
    }

    /** Returns false if there is no memory for these spans, or nobody waits for them any more. */
    synchronized boolean take(List<Span> spans) {
        spans.forEach(sketch::add);
        if (filter == null || released) {
            return !released;
        }
        if (spanBySpan != null) {
            hasEnough |= !spanBySpan.add(spans);
            return !hasEnough;
        }
        List<Span> needed = filter.needed(spans);
        long neededBytes = CellWeight.of(needed);
        keptBytes += neededBytes;
        overflowed |= freeBytes.addAndGet(-neededBytes) < 0;
        if (!overflowed) {
            kept.addAll(needed);
        }
        return !overflowed;
    }

    /** Returns whether the read ended because the filter does not need the rest of the trace. */
    synchronized boolean hasEnough() {
        return hasEnough;
    }

    /** Returns whether the read ended because there was no memory for the trace. */
    synchronized boolean overflowed() {
        return overflowed;
    }

    /** Releases the spans; pages that still arrive are not kept. */
    synchronized void release() {
        freeBytes.addAndGet(keptBytes);
        keptBytes = 0;
        released = true;
        kept = new ArrayList<>();
    }

    /**
     * Returns the start of the newest span that matches.
     *
     * @param complete whether all of the trace was read
     * @return empty if the trace does not match, or if a filter would have to see the rest of it first
     */
    synchronized OptionalLong newestMatch(boolean complete) {
        if (!sketch.matched()) {
            return OptionalLong.empty();
        }
        if (filter == null) {
            return OptionalLong.of(sketch.newestMatch());
        }
        if (spanBySpan != null) {
            return spanBySpan.newest();
        }
        return complete ? filter.accept(Trace.of(row.traceId(), kept)) : OptionalLong.empty();
    }
}
