// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.query.calls.OutcomesSource;
import dapper.query.traceql.metrics.Steps;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The own work of one service, while it is added up. Used by one thread. */
final class ServiceSummary {
    private final String name;
    private final Steps steps;
    private final Outcomes[] points;
    private final Outcomes total = new Outcomes();
    private OutcomesSource source = Outcomes::new;
    private @Nullable SeenService seen;
    private @Nullable Outcomes day;
    private List<SeenProcess> processes = List.of();
    private boolean estimated;

    private ServiceSummary(String name, Steps steps) {
        this.name = name;
        this.steps = steps;
        this.points = new Outcomes[steps.count()];
    }

    /** Of a service that counts calls. */
    static ServiceSummary ofCounting(SeenService seen, Steps steps) {
        ServiceSummary summary = new ServiceSummary(seen.name(), steps);
        summary.seen = seen;
        return summary;
    }

    /** Of a service that only records calls. */
    static ServiceSummary ofRecording(String name, Steps steps, CallMemory memory) {
        ServiceSummary summary = new ServiceSummary(name, steps);
        summary.estimated = true;
        summary.keep(memory);
        return summary;
    }

    void add(long unixNanos, CallKey key, CallSeries series) {
        int place = steps.pointOf(unixNanos);
        Outcomes point = points[place];
        if (point == null) {
            point = source.next();
            points[place] = point;
        }
        point.add(key, series);
        total.add(key, series);
    }

    void addEstimate(long unixNanos, CallKey key, CallSeries series) {
        estimated = true;
        add(unixNanos, key, series);
    }

    void day(Outcomes ofDay) {
        day = ofDay;
    }

    void processes(List<SeenProcess> ofRange) {
        processes = ofRange;
    }

    /** The histograms stay while other services are read, so memory for them is claimed. */
    void keep(CallMemory memory) {
        long kept = 1 + Arrays.stream(points).filter(Objects::nonNull).count();
        memory.take(CallMemory.BYTES_OF_OUTCOMES * kept);
        source = memory;
    }

    ServiceSummariesView.ServiceView view(double seconds, long apdexNanos) {
        return new ServiceSummariesView.ServiceView(
                name,
                estimated,
                seen == null ? null : Long.toString(seen.firstUnixNanos()),
                seen == null ? null : Long.toString(seen.lastUnixNanos()),
                processes.size(),
                texts(process -> process.process().version()),
                texts(process -> process.process().language()),
                texts(process -> process.process().agent()),
                CallStats.of(total, seconds),
                Apdex.of(total, apdexNanos),
                day == null ? null : ServiceSummariesView.DayView.of(day),
                numbers(Outcomes::calls),
                numbers(Outcomes::errors),
                quantiles(0.95),
                quantiles(0.99));
    }

    private long[] numbers(ToLongFunction<Outcomes> number) {
        return Arrays.stream(points)
                .mapToLong(point -> point == null ? 0 : number.applyAsLong(point))
                .toArray();
    }

    private double[] quantiles(double share) {
        ToDoubleFunction<Outcomes> quantile = point -> point.all().durations().quantileNanos(share);
        return Arrays.stream(points)
                .mapToDouble(point -> point == null ? Double.NaN : quantile.applyAsDouble(point))
                .toArray();
    }

    private Set<String> texts(Function<SeenProcess, String> text) {
        Stream<String> texts = processes.stream().map(text).filter(each -> !each.isEmpty());
        return new TreeSet<>(texts.toList());
    }
}
