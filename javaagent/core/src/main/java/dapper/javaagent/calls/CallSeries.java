// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallTarget;
import dapper.bootstrap.call.EndedCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one operation with one outcome. Application threads add to it; the metrics thread takes.
 *
 * <p>All threads share one set of counters until two of them meet there. From then on a thread has one of up to
 * {@value #MOST_STRIPES} sets, by its number.
 */
final class CallSeries {
    /** The operation of the calls beyond the bound. */
    static final String OTHER = "other";

    /** The name of the span of an HTTP client's call whose method was never read. */
    private static final String UNKNOWN_METHOD = "HTTP";

    private static final String UNKNOWN = "unknown";

    private static final int MOST_STRIPES = 8;
    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    final CallKind kind;
    final String operation;
    final @Nullable CallTarget target;
    final int status;
    final @Nullable String statusName;
    final @Nullable String error;
    private final int hash;
    private final boolean other;

    private final DurationCells shared = new DurationCells();
    private volatile DurationCells @Nullable [] stripes;
    private boolean retired;

    private volatile @Nullable CallExemplar first;
    private volatile @Nullable CallExemplar slowest;

    /** Metrics thread only: the encoded attributes, made once. */
    byte @Nullable [] attributes;

    private int idleIntervals;

    private CallSeries(
            int hash, CallKind kind, String operation, @Nullable EndedCall call, int status, @Nullable String error) {
        this.hash = hash;
        this.other = call == null;
        this.kind = kind;
        this.operation = operation;
        this.target = call == null ? null : call.target();
        this.statusName = call == null ? null : call.statusName();
        this.status = status;
        this.error = error;
    }

    static CallSeries of(int hash, EndedCall call, int status, @Nullable String error) {
        return new CallSeries(hash, Objects.requireNonNull(call.kind()), operation(call), call, status, error);
    }

    /** The series of all calls of a kind that have none of their own. */
    static CallSeries other(CallKind kind, @Nullable String error) {
        return new CallSeries(0, kind, OTHER, null, 0, error);
    }

    private static String operation(EndedCall call) {
        String operation = call.operation();
        if (operation != null) {
            return operation;
        }
        return call.kind() == CallKind.HTTP_CLIENT ? UNKNOWN_METHOD : UNKNOWN;
    }

    static int hash(EndedCall call, int status, @Nullable String error) {
        int hash = 31 * operation(call).hashCode() + hash(call.target());
        hash = 31 * hash + hash(call.statusName());
        hash = 31 * hash + hash(error);
        hash = 31 * hash + status;
        return hash ^ hash >>> 16;
    }

    private static int hash(@Nullable Object part) {
        return part == null ? 0 : part.hashCode();
    }

    /** Returns whether a call with this hash belongs here. */
    boolean is(int hash, EndedCall call, int status, @Nullable String error) {
        return this.hash == hash
                && this.status == status
                && kind == call.kind()
                && operation.equals(operation(call))
                && Objects.equals(target, call.target())
                && Objects.equals(statusName, call.statusName())
                && Objects.equals(this.error, error);
    }

    /** The least power of two that is not below the number of processors, within the bound. */
    static int stripes(int processors) {
        int stripes = 1;
        while (stripes < processors && stripes < MOST_STRIPES) {
            stripes *= 2;
        }
        return stripes;
    }

    int hash() {
        return hash;
    }

    /** Returns whether this holds the calls beyond the bound. */
    boolean isOther() {
        return other;
    }

    /** Adds a call; returns false if the series is retired. */
    boolean add(long nanos) {
        int place = DurationCells.place(nanos);
        DurationCells[] striped = stripes;
        if (striped == null) {
            switch (shared.tryAdd(place, nanos)) {
                case YES:
                    return true;
                case RETIRED:
                    return false;
                default:
                    striped = stripe();
            }
        }
        // The two's complement of a large thread number is as good as any.
        int stripe = (int) Thread.currentThread().getId() & striped.length - 1;
        return striped[stripe].add(place, nanos);
    }

    private synchronized DurationCells[] stripe() {
        DurationCells[] striped = stripes;
        if (striped == null) {
            striped = new DurationCells[retired ? 1 : STRIPES];
            striped[0] = shared;
            for (int i = 1; i < striped.length; i++) {
                striped[i] = new DurationCells();
            }
            stripes = striped;
        }
        return striped;
    }

    /** Keeps the first recorded call of each interval, and the slowest. Two threads at once may keep the other's. */
    void keepExemplar(Span span, long nanos) {
        CallExemplar slowest = this.slowest;
        if (slowest == null || nanos > slowest.nanos) {
            CallExemplar exemplar = new CallExemplar(span, nanos);
            this.slowest = exemplar;
            if (first == null) {
                first = exemplar;
            }
        }
    }

    /** The first recorded call since this was last asked, or null. */
    @Nullable
    CallExemplar takeFirst() {
        CallExemplar taken = first;
        first = null;
        return taken;
    }

    /** The slowest recorded call since this was last asked, or null. */
    @Nullable
    CallExemplar takeSlowest() {
        CallExemplar taken = slowest;
        slowest = null;
        return taken;
    }

    /** Adds all calls since the last time to these durations. Metrics thread, like the rest. */
    void takeTo(Durations durations) {
        DurationCells[] striped = stripes;
        if (striped == null) {
            shared.takeTo(durations);
        } else {
            for (DurationCells cells : striped) {
                cells.takeTo(durations);
            }
        }
        idleIntervals = durations.count() == 0 ? idleIntervals + 1 : 0;
    }

    /** The number of intervals without a call until now. */
    int idleIntervals() {
        return idleIntervals;
    }

    /** The same for the last time: a thread that still has this series cannot add to it. */
    synchronized void retireTo(Durations durations) {
        retired = true;
        DurationCells[] striped = stripes;
        if (striped == null) {
            shared.retireTo(durations);
        } else {
            for (DurationCells cells : striped) {
                cells.retireTo(durations);
            }
        }
    }
}
