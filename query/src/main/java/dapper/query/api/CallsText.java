// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.storage.NameList;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.Durations;
import dapper.storage.calls.SeenService;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /metrics/traces}: the counted calls of the last whole minute in the text format of Prometheus. They are gauges: a
 * counter would have to start at zero with each query service, and would not show late reports.
 */
final class CallsText {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** Reports of ten seconds have arrived by then. */
    private static final long DELAY = TimeUnit.SECONDS.toNanos(30);

    private static final int MOST_SERIES = 20_000;
    private static final double[] SHARES = {0.5, 0.95, 0.99};

    private final CallReader reader;
    private final Clock clock;

    CallsText(CallReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    String text() {
        long end = (TimeUnit.MILLISECONDS.toNanos(clock.millis()) - DELAY) / MINUTE * MINUTE;
        Map<String, Outcomes> series = new TreeMap<>();
        NameList<SeenService> services = reader.services();
        boolean complete = services.complete();
        for (SeenService service : services.names()) {
            CallReader.Reading reading =
                    reader.read(new CallQuery(service.name(), end - MINUTE, end, MINUTE), (unixNanos, key, calls) -> {
                        String labels = "service=\"" + escaped(service.name()) + "\",kind=\""
                                + key.kind().text() + "\",operation=\"" + escaped(key.operation()) + '"';
                        if (series.size() < MOST_SERIES || series.containsKey(labels)) {
                            series.computeIfAbsent(labels, unseen -> new Outcomes())
                                    .add(key, calls);
                        }
                    });
            complete &= reading.complete();
        }
        return new Page(TimeUnit.NANOSECONDS.toMillis(end), series, complete && series.size() < MOST_SERIES).text();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private record Page(long unixMillis, Map<String, Outcomes> series, boolean complete) {
        String text() {
            StringBuilder out = new StringBuilder();
            head(out, "calls", "Calls of the last whole minute.");
            series.forEach((labels, calls) -> line(out, "calls", labels, calls.calls()));
            head(out, "errors", "Calls of the last whole minute that failed.");
            series.forEach((labels, calls) -> line(out, "errors", labels, calls.errors()));
            head(out, "duration_seconds", "Durations of these calls, exact to 5 percent.");
            series.forEach((labels, calls) -> {
                Durations all = calls.all().durations();
                for (double share : SHARES) {
                    line(
                            out,
                            "duration_seconds",
                            labels + ",quantile=\"" + share + '"',
                            all.quantileNanos(share) / 1e9);
                }
            });
            head(out, "complete", "1 if no limit has left anything out.");
            out.append("dapper_traces_complete ").append(complete ? 1 : 0).append('\n');
            return out.toString();
        }

        private static void head(StringBuilder out, String name, String help) {
            out.append("# HELP dapper_traces_").append(name).append(' ').append(help);
            out.append("\n# TYPE dapper_traces_").append(name).append(" gauge\n");
        }

        private void line(StringBuilder out, String name, String labels, Number value) {
            out.append("dapper_traces_").append(name).append('{').append(labels).append("} ");
            out.append(value).append(' ').append(unixMillis).append('\n');
        }
    }
}
