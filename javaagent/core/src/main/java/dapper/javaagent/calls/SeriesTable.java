// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.EndedCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * All series, found by the parts of a call without allocation or lock. Their number is bounded: when the table is full,
 * a call of a new operation counts for the series {@link CallSeries#OTHER} of its kind.
 *
 * <p>An open table with linear probing, at most a quarter full. Application threads read it; series are added and
 * removed under a lock, and removal replaces the whole array.
 */
final class SeriesTable {
    /** As the conventions name an error beyond a bound. */
    private static final String OTHER_ERROR = "_OTHER";

    private final int limit;
    private volatile AtomicReferenceArray<@Nullable CallSeries> slots;
    private final Map<CallKind, CallSeries> others = others(null);
    private final Map<CallKind, CallSeries> failedOthers = others(OTHER_ERROR);
    private volatile int size;

    /** @param limit the greatest number of series, {@link CallSeries#OTHER} not counted */
    SeriesTable(int limit) {
        this.limit = limit;
        this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(4, limit)) * 8);
    }

    private static Map<CallKind, CallSeries> others(@Nullable String error) {
        Map<CallKind, CallSeries> others = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            others.put(kind, CallSeries.other(kind, error));
        }
        return others;
    }

    /** Counts a call. Any thread. */
    void add(EndedCall call, long nanos, int status, @Nullable String error) {
        if (call.kind() == null) {
            return;
        }
        int hash = CallSeries.hash(call, status, error);
        CallSeries series;
        do {
            series = find(hash, call, status, error);
            if (series == null) {
                series = size < limit ? make(hash, call, status, error) : other(call, error);
            }
        } while (!isAdded(series, nanos));
        Span span = call.span();
        if (span != null) {
            series.keepExemplar(span, nanos);
        }
    }

    private boolean isAdded(CallSeries series, long nanos) {
        if (series.add(nanos)) {
            return true;
        }
        // The metrics thread has retired it and is about to remove it.
        remove(Collections.singletonList(series));
        return false;
    }

    private @Nullable CallSeries find(int hash, EndedCall call, int status, @Nullable String error) {
        AtomicReferenceArray<@Nullable CallSeries> slots = this.slots;
        int mask = slots.length() - 1;
        int slot = hash & mask;
        CallSeries series = slots.get(slot);
        while (series != null && !series.is(hash, call, status, error)) {
            slot = slot + 1 & mask;
            series = slots.get(slot);
        }
        return series;
    }

    private synchronized CallSeries make(int hash, EndedCall call, int status, @Nullable String error) {
        CallSeries present = find(hash, call, status, error);
        if (present != null) {
            return present;
        }
        if (size >= limit) {
            return other(call, error);
        }
        CallSeries made = CallSeries.of(hash, call, status, error);
        put(slots, made);
        size++;
        return made;
    }

    private CallSeries other(EndedCall call, @Nullable String error) {
        Map<CallKind, CallSeries> ofOutcome = error == null ? others : failedOthers;
        return Objects.requireNonNull(ofOutcome.get(call.kind()));
    }

    private static void put(AtomicReferenceArray<@Nullable CallSeries> slots, CallSeries series) {
        int mask = slots.length() - 1;
        int slot = series.hash() & mask;
        while (slots.get(slot) != null) {
            slot = slot + 1 & mask;
        }
        slots.set(slot, series);
    }

    /** All series but {@link CallSeries#OTHER}. Metrics thread, like the rest. */
    List<CallSeries> all() {
        return list(slots);
    }

    /** The series {@link CallSeries#OTHER} of each kind. */
    List<CallSeries> others() {
        List<CallSeries> all = new ArrayList<>(others.values());
        all.addAll(failedOthers.values());
        return all;
    }

    private static List<CallSeries> list(AtomicReferenceArray<@Nullable CallSeries> slots) {
        List<CallSeries> all = new ArrayList<>();
        for (int slot = 0; slot < slots.length(); slot++) {
            CallSeries series = slots.get(slot);
            if (series != null) {
                all.add(series);
            }
        }
        return all;
    }

    /** Removes series that are retired; those that are not there any more are ignored. */
    synchronized void remove(List<CallSeries> retired) {
        AtomicReferenceArray<@Nullable CallSeries> left = new AtomicReferenceArray<>(slots.length());
        int count = 0;
        for (CallSeries series : list(slots)) {
            if (!retired.contains(series)) {
                put(left, series);
                count++;
            }
        }
        slots = left;
        size = count;
    }

    int size() {
        return size;
    }
}
