// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.PeerServices;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The routes of counted calls. */
final class CallRoutes {
    private static final String FORMAT = "format";

    private final CallParameters calls;
    private final Clock clock;
    private final PeerServices peers = new PeerServices();

    private CallRoutes(CallParameters calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    static List<Route> list(CallParameters calls, Clock clock) {
        return new CallRoutes(calls, clock).list();
    }

    private List<Route> list() {
        return List.of(
                // The name of a service may have slashes.
                new Route(
                        "/api/v1/services/<service>/metrics",
                        CallParameters.NAMES,
                        e -> json(
                                e,
                                memory -> new ServiceMetricsApi(e.callsOrEstimates(), calls)
                                        .metrics(e.path("service"), e.parameters(), memory))),
                new Route(
                        "/api/v1/services/<service>/operations",
                        CallParameters.WITHOUT_STEPS,
                        e -> json(
                                e,
                                memory -> new ServiceOperationsApi(e.callsOrEstimates(), calls)
                                        .operations(e.path("service"), e.parameters(), memory))),
                new Route(
                        "/api/v1/services/<service>/edges",
                        DependenciesApi.NAMES,
                        e -> json(e, memory -> dependencies(e, memory).around(e.path("service"), e.parameters()))),
                new Route(
                        "/api/v1/services/<service>/processes",
                        Set.of(),
                        e -> e.json(new ServiceProcessesApi(e.calls()).processes(e.path("service")))),
                new Route(
                        "/api/v1/service-summaries",
                        ServiceSummariesApi.NAMES,
                        e -> json(
                                e,
                                memory -> new ServiceSummariesApi(e.callsOrEstimates(), calls)
                                        .summaries(e.parameters(), memory))),
                new Route(
                        "/api/v1/dependencies",
                        DependenciesApi.NAMES,
                        e -> json(e, memory -> dependencies(e, memory).graph(e.parameters()))),
                new Route("/metrics/traces", Set.of(FORMAT), this::lastMinute));
    }

    private DependenciesApi dependencies(Exchange exchange, CallMemory memory) {
        return new DependenciesApi(
                exchange.callsOrEstimates(), peers.of(exchange.tenant(), exchange.reader()), calls, memory);
    }

    private static void json(Exchange exchange, Function<CallMemory, Object> answer) throws IOException {
        Object view = answer.apply(new CallMemory(exchange.share()));
        exchange.share().hasRead();
        exchange.json(view);
    }

    private void lastMinute(Exchange exchange) throws IOException {
        LastMinute minute = LastMinute.read(exchange.calls(), clock, new CallMemory(exchange.share()));
        exchange.share().hasRead();
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
