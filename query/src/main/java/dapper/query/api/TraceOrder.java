// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.TraceId;
import dapper.storage.TraceSummary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An order of traces, by one of their numbers and then by their id.
 *
 * @param descending whether the greatest number is first
 */
record TraceOrder(By by, boolean descending) {
    static final String PARAMETER = "sort";

    /** The order of a search without {@link #PARAMETER}: that of the newest span of each trace that matches. */
    static final TraceOrder NEWEST_FIRST = new TraceOrder(By.START, true);

    private static final String DESCENDING = "-";

    /** The numbers of a trace. */
    enum By {
        START,
        DURATION,
        SPANS,
        ERRORS;

        private long of(TraceSummary trace) {
            return switch (this) {
                case START -> trace.startUnixNanos();
                case DURATION -> trace.durationNanos();
                case SPANS -> trace.spanCount();
                case ERRORS -> trace.errorCount();
            };
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The place of a trace in the order, also of one that is not stored any more. */
    record Place(long value, TraceId traceId) {}

    /** @throws IllegalArgumentException with a description of valid texts */
    static TraceOrder of(String text) {
        for (By by : By.values()) {
            for (TraceOrder order : new TraceOrder[] {new TraceOrder(by, true), new TraceOrder(by, false)}) {
                if (order.toString().equals(text)) {
                    return order;
                }
            }
        }
        throw new IllegalArgumentException("must be one of "
                + Arrays.stream(By.values()).map(By::word).collect(Collectors.joining(", "))
                + ", after a minus for the greatest first");
    }

    Place placeOf(TraceSummary trace) {
        return new Place(by.of(trace), trace.traceId());
    }

    Comparator<Place> comparator() {
        Comparator<Place> byValue = Comparator.comparingLong(Place::value);
        return (descending ? byValue.reversed() : byValue).thenComparing(Place::traceId);
    }

    /** Returns the cursor of the page that begins after the place. */
    String cursor(Place place) {
        return this + ":" + place.value() + ":" + place.traceId();
    }

    /** @throws IllegalArgumentException if the text is not a cursor of this order */
    Place place(String cursor) {
        String[] parts = cursor.split(":", -1);
        if (parts.length != 3 || !parts[0].equals(toString())) {
            throw new IllegalArgumentException("not a cursor of the order " + this);
        }
        return new Place(Long.parseLong(parts[1]), TraceId.parse(parts[2]));
    }

    /** Returns the text of the order, as addresses have it. */
    @Override
    public String toString() {
        return (descending ? DESCENDING : "") + by.word();
    }
}
