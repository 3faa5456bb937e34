// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.storage.calls.Durations;
import java.util.concurrent.TimeUnit;

/**
 * The counted calls of a minute in the text format of Prometheus. They are gauges: a counter would have to start at zero with each
 * query service, and would not show late reports.
 */
final class CallsText {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double[] SHARES = {0.5, 0.95, 0.99};

    private final StringBuilder out = new StringBuilder();
    private final long unixMillis;

    private CallsText(long unixMillis) {
        this.unixMillis = unixMillis;
    }

    static String of(LastMinute minute) {
        CallsText text = new CallsText(TimeUnit.NANOSECONDS.toMillis(minute.end()));
        text.head("calls", "Calls of the last whole minute.");
        minute.series().forEach((series, calls) -> text.line("calls", labels(series), calls.calls()));
        text.head("errors", "Calls of the last whole minute that failed.");
        minute.series().forEach((series, calls) -> text.line("errors", labels(series), calls.errors()));
        text.head("duration_seconds", "Durations of these calls, exact to 5 percent.");
        minute.series().forEach((series, calls) -> text.quantiles(labels(series), calls));
        text.head("complete", "1 if no limit has left anything out.");
        text.out
                .append("dapper_traces_complete ")
                .append(minute.complete() ? 1 : 0)
                .append('\n');
        return text.out.toString();
    }

    private static String labels(LastMinute.Series series) {
        return "service=\"" + escaped(series.service()) + "\",kind=\""
                + series.kind().text() + "\",operation=\"" + escaped(series.operation()) + '"'
                + (series.peer().isEmpty() ? "" : ",peer=\"" + escaped(series.peer()) + '"');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private void quantiles(String labels, Outcomes calls) {
        Durations all = calls.durations();
        for (double share : SHARES) {
            line("duration_seconds", labels + ",quantile=\"" + share + '"', all.quantileNanos(share) / 1e9);
        }
    }

    private void head(String name, String help) {
        out.append("# HELP dapper_traces_").append(name).append(' ').append(help);
        out.append("\n# TYPE dapper_traces_").append(name).append(" gauge\n");
    }

    private void line(String name, String labels, Number value) {
        out.append("dapper_traces_").append(name).append('{').append(labels).append("} ");
        out.append(value).append(' ').append(unixMillis).append('\n');
    }
}
