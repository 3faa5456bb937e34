// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import java.util.Locale;

/** The reason why a data point is not stored; sending it again would not help. */
public enum Refusal {
    OTHER_METRIC("of metrics that count no calls: this collector keeps the durations of calls, such as"
            + " http.server.request.duration, and the reports of Dapper agents; turn the sender's other metrics off, for"
            + " instance with OTEL_METRICS_EXPORTER=none"),
    NO_HISTOGRAM("that are no histogram with a unit of time"),
    MALFORMED("whose interval or buckets contradict each other"),
    TOO_OLD("that came too late for the windows that they belong to (dapper.cassandra.calls.minutes)"),
    IN_THE_FUTURE("whose time is in the future: set the clock of the sender"),
    TOO_MANY("beyond the " + ReceivedCalls.MOST_SERIES + " series that one process may have in an interval");

    private final String description;

    Refusal(String description) {
        this.description = description;
    }

    /** Returns a text that follows a number of data points. */
    public String description() {
        return description;
    }

    /** Returns the value of the label {@code reason} in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
