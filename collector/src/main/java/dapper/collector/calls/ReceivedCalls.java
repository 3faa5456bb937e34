// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The counted calls of one request, and the data points that are refused. Used by one thread. */
public final class ReceivedCalls {
    static final int MOST_SERIES = 20_000;

    private static final long MOST_AHEAD_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long LONGEST_INTERVAL_NANOS = TimeUnit.DAYS.toNanos(1);

    private final long now;
    private final Map<Interval, Map<CallKey, CallSeries>> intervals = new HashMap<>();
    private final CumulativeCalls cumulative = new CumulativeCalls();
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    private long taken;

    public ReceivedCalls(Instant now) {
        this.now = TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli());
    }

    private record Interval(ServiceProcess process, long start, long end) {}

    /**
     * Takes the data points of a metric of any kind.
     *
     * @param scope name of the metric's scope
     */
    public void add(Resource resource, String scope, Metric metric) {
        CallKind kind = CallMetric.kind(metric.getName());
        double units = CallMetric.unitsOfASecond(metric.getUnit());
        if (kind == null) {
            refuse(Refusal.OTHER_METRIC, DataPoints.count(metric));
        } else if (units == 0 || !metric.hasHistogram() && !metric.hasExponentialHistogram()) {
            refuse(Refusal.NO_HISTOGRAM, DataPoints.count(metric));
        } else if (isDelta(metric)) {
            add(ProcessOfResource.read(resource), kind, metric, units);
        } else {
            addCumulative(ProcessOfResource.read(resource), scope, kind, metric, units);
        }
    }

    private void addCumulative(ServiceProcess process, String scope, CallKind kind, Metric metric, double units) {
        String name = scope + ' ' + metric.getName();
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
            cumulative.add(process, name, kind, units, new CumulativePoint.Explicit(point), point.getAttributesList());
        }
        for (ExponentialHistogramDataPoint point :
                metric.getExponentialHistogram().getDataPointsList()) {
            cumulative.add(
                    process, name, kind, units, new CumulativePoint.Exponential(point), point.getAttributesList());
        }
    }

    private static boolean isDelta(Metric metric) {
        AggregationTemporality temporality = metric.hasHistogram()
                ? metric.getHistogram().getAggregationTemporality()
                : metric.getExponentialHistogram().getAggregationTemporality();
        return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    }

    private void add(ServiceProcess process, CallKind kind, Metric metric, double units) {
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
            take(process, kind, () -> Point.of(point, units));
        }
        for (ExponentialHistogramDataPoint point :
                metric.getExponentialHistogram().getDataPointsList()) {
            take(process, kind, () -> Point.of(point, units));
        }
    }

    /** Reads one point. */
    interface Reading {
        /** Returns null if nothing is to be counted. */
        @Nullable
        Point read() throws RefusedPointException;
    }

    void take(ServiceProcess process, CallKind kind, Reading reading) {
        try {
            Point point = reading.read();
            if (point == null || point.series().durations().count() == 0) {
                return;
            }
            check(point);
            Map<CallKey, CallSeries> series = intervals.computeIfAbsent(
                    new Interval(process, point.startUnixNanos(), point.endUnixNanos()), key -> new HashMap<>());
            if (series.size() >= MOST_SERIES) {
                throw new RefusedPointException(Refusal.TOO_MANY);
            }
            CallKey key = new PointAttributes(point.attributes()).key(kind);
            CallSeries calls = series.get(key);
            if (calls == null) {
                calls = new CallSeries();
                series.put(key, calls);
                taken++;
            }
            calls.add(point.series());
        } catch (RefusedPointException e) {
            refuse(e.refusal(), 1);
        }
    }

    private void check(Point point) throws RefusedPointException {
        long length = point.endUnixNanos() - point.startUnixNanos();
        if (point.startUnixNanos() <= 0 || length <= 0 || length > LONGEST_INTERVAL_NANOS) {
            throw new RefusedPointException(Refusal.MALFORMED);
        }
        if (point.endUnixNanos() > now + MOST_AHEAD_NANOS) {
            throw new RefusedPointException(Refusal.IN_THE_FUTURE);
        }
    }

    private void refuse(Refusal refusal, long points) {
        if (points > 0) {
            refused.merge(refusal, points, Long::sum);
        }
    }

    /** Refuses the calls of the intervals that are too old. */
    public void refuseOlderThan(Duration age) {
        intervals.entrySet().removeIf(interval -> {
            boolean old = interval.getKey().start() < now - age.toNanos();
            if (old) {
                taken -= interval.getValue().size();
                refuse(Refusal.TOO_OLD, interval.getValue().size());
            }
            return old;
        });
    }

    public List<CallReport> reports() {
        List<CallReport> reports = new ArrayList<>();
        intervals.forEach((interval, series) -> {
            if (!series.isEmpty()) {
                reports.add(new CallReport(interval.process(), interval.start(), interval.end(), series));
            }
        });
        return reports;
    }

    CumulativeCalls cumulative() {
        return cumulative;
    }

    /** Returns the number of series in {@link #reports}. */
    public long taken() {
        return taken;
    }

    /** Returns the numbers of refused data points. */
    public Map<Refusal, Long> refused() {
        return refused;
    }
}
