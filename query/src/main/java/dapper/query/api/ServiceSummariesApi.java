// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dapper.query.calls.LastDay;
import dapper.query.calls.Outcomes;
import dapper.query.traceql.metrics.Steps;
import dapper.storage.NameList;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/service-summaries}: every service that counts calls, with its own work over time. */
final class ServiceSummariesApi {
    static final Set<String> NAMES = Set.of("start", "end", "lookback", "step", "apdex");

    /** Longer than a process that reports is not noted again. */
    private static final long NOTED_NANOS = TimeUnit.MINUTES.toNanos(6);

    private static final int BYTES_OF_STEP = 4 * Long.BYTES;
    private static final int BYTES_OF_SERVICE = 2 << 10;

    private final CallReader reader;
    private final CallParameters parameters;

    ServiceSummariesApi(CallReader reader, CallParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    /**
     * The answer as JSON. Value {@code i} of each list is that of the step that ends at {@code firstUnixNanos + i *
     * stepNanos}. The last step may end after the time range, and so lack calls.
     *
     * @param apdexNanos T of the Apdex
     * @param dayStartUnixNanos start of the 24 hours that end with the ten minutes in which the time range ends
     */
    record View(
            String startUnixNanos,
            String endUnixNanos,
            String firstUnixNanos,
            long stepNanos,
            int points,
            boolean complete,
            String incompleteReason,
            int rowsRead,
            long apdexNanos,
            String dayStartUnixNanos,
            List<ServiceView> services) {}

    /**
     * One service.
     *
     * @param instances processes that reported in the time range
     * @param stats of all steps
     * @param apdex of all steps
     * @param day the calls of 24 hours
     */
    @SuppressWarnings("ArrayRecordComponent") // Only written.
    record ServiceView(
            String service,
            String firstUnixNanos,
            String lastUnixNanos,
            int instances,
            Set<String> versions,
            Set<String> languages,
            Set<String> agents,
            @JsonUnwrapped CallStats stats,
            @JsonUnwrapped Apdex apdex,
            DayView day,
            long[] callsOfSteps,
            long[] errorsOfSteps,
            double[] p95NanosOfSteps,
            double[] p99NanosOfSteps) {}

    /** The calls of 24 hours. The quantile is null without calls. */
    record DayView(long calls, long errors, @Nullable Double p99Nanos) {
        static DayView of(Outcomes outcomes) {
            return new DayView(
                    outcomes.calls(),
                    outcomes.errors(),
                    CallStats.Quantiles.of(outcomes.durations()).p99Nanos());
        }
    }

    /** The parameters of a request. */
    private record Request(TimeRange range, Steps steps, LastDay day, long apdexNanos, CallMemory memory) {
        /** The time of all steps, as far as it is in the time range. */
        double seconds() {
            return (range.end() - Math.max(0, steps.firstUnixNanos() - steps.stepNanos())) / 1e9;
        }
    }

    View summaries(Parameters given, CallMemory memory) {
        TimeRange range = parameters.range(given);
        Steps steps = parameters.steps(range, given);
        Request request = new Request(range, steps, LastDay.until(range.end()), parameters.apdexNanos(given), memory);
        Set<String> reasons = new LinkedHashSet<>();
        int[] rows = {0};
        NameList<SeenService> services = reader.services();
        if (!services.complete()) {
            reasons.add("there are more than " + services.names().size() + " services");
        }
        List<ServiceView> views = new ArrayList<>();
        // Those of one service at a time.
        memory.take((long) CallMemory.BYTES_OF_OUTCOMES * (steps.count() + 1));
        for (SeenService service : services.names()) {
            views.add(service(service, request, reasons, rows));
        }
        return new View(
                Long.toString(range.start()),
                Long.toString(range.end()),
                Long.toString(steps.firstUnixNanos()),
                steps.stepNanos(),
                steps.count(),
                reasons.isEmpty(),
                String.join("; ", reasons),
                rows[0],
                request.apdexNanos(),
                Long.toString(request.day().startUnixNanos()),
                views);
    }

    private ServiceView service(SeenService service, Request request, Set<String> reasons, int[] rows) {
        Steps steps = request.steps();
        request.memory().take((long) BYTES_OF_STEP * steps.count() + BYTES_OF_SERVICE);
        Outcomes[] points = new Outcomes[steps.count()];
        Arrays.setAll(points, i -> new Outcomes());
        Outcomes total = new Outcomes();
        CallReader.Reading reading =
                reader.read(CallParameters.query(service.name(), steps), (unixNanos, key, series) -> {
                    if (key.kind().inbound()) {
                        points[steps.pointOf(unixNanos)].add(key, series);
                        total.add(key, series);
                    }
                });
        Outcomes day = new Outcomes();
        CallReader.Reading readingOfDay = request.day().read(reader, service.name(), (unixNanos, key, series) -> {
            if (key.kind().inbound()) {
                day.add(key, series);
            }
        });
        for (CallReader.Reading each : List.of(reading, readingOfDay)) {
            rows[0] += each.rows();
            if (!each.complete()) {
                reasons.add(service.name() + ": " + each.incompleteReason());
            }
        }
        List<SeenProcess> processes = reader.processes(service.name()).names().stream()
                .filter(process -> process.lastUnixNanos() + NOTED_NANOS >= steps.fromUnixNanos()
                        && process.firstUnixNanos() < steps.untilUnixNanos())
                .toList();
        return new ServiceView(
                service.name(),
                Long.toString(service.firstUnixNanos()),
                Long.toString(service.lastUnixNanos()),
                processes.size(),
                texts(processes, process -> process.process().version()),
                texts(processes, process -> process.process().language()),
                texts(processes, process -> process.process().agent()),
                CallStats.of(total, request.seconds()),
                Apdex.of(total, request.apdexNanos()),
                DayView.of(day),
                Arrays.stream(points).mapToLong(Outcomes::calls).toArray(),
                Arrays.stream(points).mapToLong(Outcomes::errors).toArray(),
                quantiles(points, 0.95),
                quantiles(points, 0.99));
    }

    private static double[] quantiles(Outcomes[] points, double share) {
        return Arrays.stream(points)
                .mapToDouble(point -> point.all().durations().quantileNanos(share))
                .toArray();
    }

    private static Set<String> texts(List<SeenProcess> processes, Function<SeenProcess, String> text) {
        Set<String> texts = new TreeSet<>();
        processes.stream().map(text).filter(each -> !each.isEmpty()).forEach(texts::add);
        return texts;
    }
}
