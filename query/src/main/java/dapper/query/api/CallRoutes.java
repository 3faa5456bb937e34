// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.PeerServices;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The routes of counted calls. */
final class CallRoutes {
    private static final String FORMAT = "format";

    private CallRoutes() {}

    static List<Route> list(CallParameters calls, Clock clock) {
        PeerServices peers = new PeerServices();
        return List.of(
                // The name of a service may have slashes.
                new Route(
                        "/api/v1/services/<service>/metrics",
                        CallParameters.NAMES,
                        e -> e.json(new ServiceMetricsApi(e.callsOrEstimates(), calls)
                                .metrics(e.path("service"), e.parameters()))),
                new Route(
                        "/api/v1/services/<service>/operations",
                        CallParameters.WITHOUT_STEPS,
                        e -> e.json(new ServiceOperationsApi(e.callsOrEstimates(), calls)
                                .operations(e.path("service"), e.parameters()))),
                new Route(
                        "/api/v1/services/<service>/edges",
                        DependenciesApi.NAMES,
                        e -> e.json(new DependenciesApi(e.callsOrEstimates(), peers.of(e.tenant(), e.reader()), calls)
                                .around(e.path("service"), e.parameters()))),
                new Route(
                        "/api/v1/services/<service>/processes",
                        Set.of(),
                        e -> e.json(new ServiceProcessesApi(e.calls()).processes(e.path("service")))),
                new Route(
                        "/api/v1/service-summaries",
                        ServiceSummariesApi.NAMES,
                        e -> e.json(new ServiceSummariesApi(e.calls(), calls).summaries(e.parameters()))),
                new Route(
                        "/api/v1/dependencies",
                        DependenciesApi.NAMES,
                        e -> e.json(new DependenciesApi(e.callsOrEstimates(), peers.of(e.tenant(), e.reader()), calls)
                                .graph(e.parameters()))),
                new Route("/metrics/traces", Set.of(FORMAT), e -> lastMinute(e, LastMinute.read(e.calls(), clock))));
    }

    private static void lastMinute(Exchange exchange, LastMinute minute) throws IOException {
        String format = exchange.parameters().text(FORMAT);
        if (format == null || format.equals("prometheus")) {
            exchange.text(CallsText.MEDIA_TYPE, CallsText.of(minute));
        } else if (format.equals("otlp")) {
            exchange.json(CallsOtlp.of(minute));
        } else {
            throw ProblemException.badParameter(FORMAT, "format must be prometheus or otlp, not \"" + format + "\".");
        }
    }
}
