// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.CallFilter;
import dapper.query.calls.LastDay;
import dapper.query.calls.Outcomes;
import dapper.query.calls.ServiceCalls;
import dapper.query.calls.UncountedServices;
import dapper.query.traceql.metrics.Steps;
import dapper.storage.NameList;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code GET /api/v1/service-summaries}: the services with their own work over time, counted or estimated from spans. */
final class ServiceSummariesApi {
    static final Set<String> NAMES = Set.of("start", "end", "lookback", "step", "apdex");

    /** Longer than a process that reports is not noted again. */
    private static final long NOTED_NANOS = TimeUnit.MINUTES.toNanos(6);

    private static final int BYTES_OF_STEP = 4 * Long.BYTES;
    private static final int BYTES_OF_SERVICE = 2 << 10;

    private final ServiceCalls calls;
    private final CallParameters parameters;

    ServiceSummariesApi(ServiceCalls calls, CallParameters parameters) {
        this.calls = calls;
        this.parameters = parameters;
    }

    /** The parameters of a request. */
    private record Request(TimeRange range, Steps steps, LastDay day, long apdexNanos, CallMemory memory) {
        /** The time of all steps, as far as it is in the time range. */
        double seconds() {
            return (range.end() - Math.max(0, steps.firstUnixNanos() - steps.stepNanos())) / 1e9;
        }
    }

    ServiceSummariesView summaries(Parameters given, CallMemory memory) {
        TimeRange range = parameters.range(given);
        Steps steps = parameters.steps(range, given);
        Request request = new Request(range, steps, LastDay.until(range.end()), parameters.apdexNanos(given), memory);
        Set<String> reasons = new LinkedHashSet<>();
        int[] rows = {0};
        List<ServiceSummariesView.ServiceView> views = views(request, reasons, rows);
        return new ServiceSummariesView(
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

    private List<ServiceSummariesView.ServiceView> views(Request request, Set<String> reasons, int[] rows) {
        NameList<SeenService> counting = calls.reader().services();
        if (!counting.complete()) {
            reasons.add("there are more than " + counting.names().size() + " services");
        }
        UncountedServices uncounted = new UncountedServices(calls, CallFilter.ownWork());
        List<ServiceSummariesView.ServiceView> views = new ArrayList<>();
        Map<String, ServiceSummary> estimated = new HashMap<>();
        // Those of one service at a time.
        request.memory()
                .take((long) CallMemory.BYTES_OF_OUTCOMES * (request.steps().count() + 1));
        for (SeenService service : counting.names()) {
            claimView(request);
            ServiceSummary summary = ServiceSummary.ofCounting(service, request.steps());
            Set<CallKind> counted = read(service.name(), summary, request, reasons, rows);
            if (uncounted.add(service.name(), counted)) {
                summary.keep(request.memory());
                estimated.put(service.name(), summary);
            } else {
                views.add(summary.view(request.seconds(), request.apdexNanos()));
            }
        }
        for (String name : uncounted.addOthers(
                counting.names().stream().map(SeenService::name).collect(Collectors.toSet()))) {
            claimView(request);
            estimated.put(name, ServiceSummary.ofRecording(name, request.steps(), request.memory()));
        }
        CallQuery range = CallParameters.query("", request.steps());
        rows[0] += uncounted.read(
                range.startUnixNanos(),
                range.endUnixNanos(),
                (service, unixNanos, key, series) ->
                        Objects.requireNonNull(estimated.get(service)).addEstimate(unixNanos, key, series));
        reasons.addAll(uncounted.incompleteReasons());
        estimated.values().forEach(summary -> views.add(summary.view(request.seconds(), request.apdexNanos())));
        views.sort(Comparator.comparing(ServiceSummariesView.ServiceView::service));
        return views;
    }

    private static void claimView(Request request) {
        request.memory().take((long) BYTES_OF_STEP * request.steps().count() + BYTES_OF_SERVICE);
    }

    /** @return the kinds of calls that the service has counted */
    private Set<CallKind> read(
            String service, ServiceSummary summary, Request request, Set<String> reasons, int[] rows) {
        Steps steps = request.steps();
        Set<CallKind> counted = EnumSet.noneOf(CallKind.class);
        CallReader.Reading reading = calls.reader()
                .read(CallParameters.query(service, steps), (unixNanos, key, series) -> {
                    counted.add(key.kind());
                    if (key.kind().inbound()) {
                        summary.add(unixNanos, key, series);
                    }
                });
        Outcomes day = new Outcomes();
        CallReader.Reading readingOfDay = request.day().read(calls.reader(), service, (unixNanos, key, series) -> {
            if (key.kind().inbound()) {
                day.add(key, series);
            }
        });
        summary.day(day);
        summary.processes(processes(service, steps));
        for (CallReader.Reading each : List.of(reading, readingOfDay)) {
            rows[0] += each.rows();
            if (!each.complete()) {
                reasons.add(service + ": " + each.incompleteReason());
            }
        }
        // Kinds of calls that were not reached may be counted.
        return reading.complete() ? counted : EnumSet.allOf(CallKind.class);
    }

    private List<SeenProcess> processes(String service, Steps steps) {
        return calls.reader().processes(service).names().stream()
                .filter(process -> process.lastUnixNanos() + NOTED_NANOS >= steps.fromUnixNanos()
                        && process.firstUnixNanos() < steps.untilUnixNanos())
                .toList();
    }
}
