// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.NameList;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenProcess;
import java.util.Comparator;
import java.util.List;

/** {@code GET /api/v1/services/{service}/processes}: the processes of a service, such as its deployments show. */
final class ServiceProcessesApi {
    private final CallReader reader;

    ServiceProcessesApi(CallReader reader) {
        this.reader = reader;
    }

    /** @param incompleteReason empty when complete */
    record View(String service, boolean complete, String incompleteReason, List<ProcessView> processes) {}

    /** One process. */
    record ProcessView(
            String instance,
            String version,
            String language,
            String agent,
            String firstUnixNanos,
            String lastUnixNanos) {
        static ProcessView of(SeenProcess seen) {
            return new ProcessView(
                    seen.process().instance(),
                    seen.process().version(),
                    seen.process().language(),
                    seen.process().agent(),
                    Long.toString(seen.firstUnixNanos()),
                    Long.toString(seen.lastUnixNanos()));
        }
    }

    View processes(String service) {
        NameList<SeenProcess> list = reader.processes(service);
        return new View(
                service,
                list.complete(),
                list.complete() ? "" : "there are more than " + list.names().size() + " processes",
                list.names().stream()
                        .sorted(Comparator.comparingLong(SeenProcess::firstUnixNanos)
                                .reversed())
                        .map(ProcessView::of)
                        .toList());
    }
}
