// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.javaagent.export.HistogramsRequest;
import dapper.javaagent.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes all calls out of the table and encodes them as the request of one interval. A series without a call for
 * {@value #IDLE_INTERVALS} intervals is removed. Metrics thread only.
 */
final class CallsEncoder {
    /** Collectors recognise the metrics of calls by this name. */
    static final String SCOPE = "dapper.calls";

    static final int IDLE_INTERVALS = 6;

    private static final double NANOS_PER_SECOND = 1e9;

    private final SeriesTable table;
    private final HistogramsRequest request;
    private final Durations durations = new Durations();
    private long calls;
    private long overflowed;

    CallsEncoder(SeriesTable table, Resource resource, String version) {
        this.table = table;
        this.request = new HistogramsRequest(resource, SCOPE, version);
    }

    /**
     * Encodes the calls since the last time. Times are nanoseconds since 1970.
     *
     * @return null if there were none
     */
    byte @Nullable [] take(long startEpochNanos, long endEpochNanos) {
        List<CallSeries> all = new ArrayList<>(table.all());
        all.addAll(table.others());
        all.sort(Comparator.comparing(series -> CallMetric.of(series.kind)));
        request.begin(startEpochNanos, endEpochNanos);
        List<CallSeries> retired = new ArrayList<>();
        long before = calls;
        CallMetric open = null;
        for (CallSeries series : all) {
            if (take(series, retired)) {
                open = point(series, open);
            }
        }
        if (!retired.isEmpty()) {
            table.remove(retired);
        }
        return calls == before ? null : request.finish();
    }

    /** Returns whether there were calls. */
    private boolean take(CallSeries series, List<CallSeries> retired) {
        durations.clear();
        series.takeTo(durations);
        if (series.idleIntervals() >= IDLE_INTERVALS && !series.isOther()) {
            series.retireTo(durations);
            retired.add(series);
        }
        calls += durations.count();
        overflowed += series.isOther() ? durations.count() : 0;
        return durations.count() > 0;
    }

    private CallMetric point(CallSeries series, @Nullable CallMetric open) {
        CallMetric metric = CallMetric.of(series.kind);
        if (metric != open) {
            request.metric(metric.metricName(), CallMetric.UNIT, metric.description());
        }
        byte[] attributes = series.attributes;
        if (attributes == null) {
            attributes = CallAttributes.encode(series);
            series.attributes = attributes;
        }
        request.beginPoint(attributes);
        request.values(
                durations.count(),
                durations.zeroCount(),
                durations.sum() / NANOS_PER_SECOND,
                durations.least() / NANOS_PER_SECOND,
                durations.greatest() / NANOS_PER_SECOND);
        buckets();
        CallExemplar first = series.takeFirst();
        CallExemplar slowest = series.takeSlowest();
        exemplar(first);
        exemplar(slowest == first ? null : slowest);
        request.endPoint();
        return metric;
    }

    private void buckets() {
        int first = durations.firstBucket();
        int last = durations.lastBucket();
        long begun = request.beginBuckets(DurationBuckets.SCALE, first < 0 ? 0 : DurationBuckets.FIRST + first);
        for (int bucket = first; bucket >= 0 && bucket <= last; bucket++) {
            request.bucket(durations.inBucket(bucket));
        }
        request.endBuckets(begun);
    }

    private void exemplar(@Nullable CallExemplar exemplar) {
        if (exemplar != null) {
            request.exemplar(
                    exemplar.traceIdHigh,
                    exemplar.traceIdLow,
                    exemplar.spanId,
                    exemplar.epochNanos,
                    exemplar.nanos / NANOS_PER_SECOND);
        }
    }

    /** Calls so far. */
    long calls() {
        return calls;
    }

    /** Calls so far that had no series of their own. */
    long overflowed() {
        return overflowed;
    }
}
