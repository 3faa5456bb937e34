// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.query.calls.ServiceCalls;
import dapper.query.traceql.metrics.Steps;

/** {@code GET /api/v1/services/{service}/metrics}: the counted calls of a service over time. */
final class ServiceMetricsApi {
    private final ServiceCalls calls;
    private final CallParameters parameters;

    ServiceMetricsApi(ServiceCalls calls, CallParameters parameters) {
        this.calls = calls;
        this.parameters = parameters;
    }

    ServiceMetricsView metrics(String service, Parameters given, CallMemory memory) {
        TimeRange range = parameters.range(given);
        Steps steps = parameters.steps(range, given);
        Outcomes[] points = new Outcomes[steps.count()];
        ServiceCalls.Reading reading =
                calls.read(CallParameters.query(service, steps), parameters.filter(given), (unixNanos, key, series) -> {
                    int point = steps.pointOf(unixNanos);
                    Outcomes outcomes = points[point] == null ? memory.next() : points[point];
                    points[point] = outcomes;
                    outcomes.add(key, series);
                });
        return ServiceMetricsView.of(service, range, steps, points, parameters.apdexNanos(given), reading);
    }
}
