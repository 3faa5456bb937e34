// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dapper.query.calls.Outcomes;
import dapper.query.calls.ServiceCalls;
import dapper.query.calls.TimeWindows;
import dapper.storage.calls.CallQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /api/v1/services/{service}/operations}: the counted calls of each operation of a service. */
final class ServiceOperationsApi {
    private static final int MOST_OPERATIONS = 1_000;

    private final ServiceCalls calls;
    private final CallParameters parameters;

    ServiceOperationsApi(ServiceCalls calls, CallParameters parameters) {
        this.calls = calls;
        this.parameters = parameters;
    }

    /**
     * The answer as JSON.
     *
     * @param estimated whether some of the numbers are estimates from spans
     * @param incompleteReason empty when complete
     */
    record View(
            String service,
            String startUnixNanos,
            String endUnixNanos,
            boolean estimated,
            boolean complete,
            String incompleteReason,
            int rowsRead,
            List<OperationView> operations) {}

    /** The calls of one operation. */
    record OperationView(
            String kind, String operation, @JsonUnwrapped CallStats stats) {}

    private record Operation(String kind, String name) {}

    View operations(String service, Parameters given, CallMemory memory) {
        TimeRange range = parameters.range(given);
        Map<Operation, Outcomes> operations = new HashMap<>();
        ServiceCalls.Reading reading = calls.read(
                new CallQuery(service, range.start(), range.end(), TimeWindows.nanos(range.start(), range.end())),
                parameters.filter(given),
                (unixNanos, key, series) -> operations
                        .computeIfAbsent(new Operation(key.kind().text(), key.operation()), unseen -> memory.next())
                        .add(key, series));
        List<String> reasons = new ArrayList<>();
        if (!reading.rows().complete()) {
            reasons.add(reading.rows().incompleteReason());
        }
        if (operations.size() > MOST_OPERATIONS) {
            reasons.add("these are the most frequent of " + operations.size() + " operations");
        }
        return new View(
                service,
                Long.toString(range.start()),
                Long.toString(range.end()),
                reading.estimated(),
                reasons.isEmpty(),
                String.join("; ", reasons),
                reading.rows().rows(),
                views(operations, range.seconds()));
    }

    private static List<OperationView> views(Map<Operation, Outcomes> operations, double seconds) {
        return operations.entrySet().stream()
                .map(each -> new OperationView(
                        each.getKey().kind(), each.getKey().name(), CallStats.of(each.getValue(), seconds)))
                .sorted(Comparator.comparingLong(
                                (OperationView view) -> -view.stats().calls())
                        .thenComparing(OperationView::kind)
                        .thenComparing(OperationView::operation))
                .limit(MOST_OPERATIONS)
                .toList();
    }
}
