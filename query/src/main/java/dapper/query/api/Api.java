// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.JacksonException;
import com.github.benmanes.caffeine.cache.Ticker;
import dapper.query.alerts.AlertRules;
import dapper.query.live.LiveTails;
import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.server.http.Gate;
import dapper.server.http.Problem;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API: its routes, the checks before each, and the translation of errors to problems. Runs on the threads of
 * the HTTP server.
 */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String RETRY_SECONDS = "2";
    /** The orders of sorted searches take such a part of the memory for answers, beside it. */
    private static final int SHARE_OF_ORDERS = 16;

    private final Function<Tenant, Readers> readers;
    private final List<Route> routes;
    private final Semaphore free;
    private final AnswerMemory memory;
    private final Semaphore turns;

    /**
     * @param readers the readers of a tenant
     * @param rules those of the file
     * @param tails those of all clients
     */
    public Api(
            Function<Tenant, Readers> readers, Clock clock, ApiSettings settings, AlertRules rules, LiveTails tails) {
        this.readers = readers;
        SearchParameters searches = new SearchParameters(clock, settings.lookback(), settings.limit());
        MetricsParameters metrics = new MetricsParameters(clock, settings.lookback());
        LiveApi live = new LiveApi(tails, clock);
        SortedOrders orders = new SortedOrders(settings.memoryBytes() / SHARE_OF_ORDERS, Ticker.systemTicker());
        byte[] document = document();
        this.free = new Semaphore(settings.maxConcurrent());
        // The others must not find all places taken by requests that wait.
        int atATime = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.memory =
                new AnswerMemory(settings.memoryBytes(), settings.memoryWait(), settings.maxConcurrent() / 2, atATime);
        this.turns = new Semaphore(atATime, true);
        List<Route> ofTraces = List.of(
                new Route("/api/v1/services", Set.of(), e -> e.json(new NamesApi(e.reader()).services())),
                new Route(
                        "/api/v1/operations",
                        Set.of("service"),
                        e -> e.json(new NamesApi(e.reader()).operations(e.parameters()))),
                new Route(
                        "/api/v1/traces",
                        SearchParameters.NAMES,
                        e -> e.json(new SearchApi(e.reader(), searches, e.tenant(), orders)
                                .search(e.parameters(), e.share()))),
                // Before the path of a trace, which has the same form.
                new Route("/api/v1/traces/live", LiveApi.NAMES, live::follow),
                new Route(
                        "/api/v1/tags",
                        TagsApi.NAMES,
                        e -> e.json(new TagsApi(e.reader(), searches).names(e.parameters()))),
                // The name of an attribute may have slashes.
                new Route(
                        "/api/v1/tags/<key>/values",
                        TagsApi.VALUES,
                        e -> e.json(new TagsApi(e.reader(), searches).values(e.path("key"), e.parameters()))),
                new Route(
                        "/api/v1/metrics/query_range",
                        MetricsParameters.NAMES,
                        e -> e.json(new MetricsApi(e.reader(), metrics).query(e.parameters(), e.share()))),
                new Route(
                        "/api/v1/traces/{traceId}",
                        Set.of(TraceApi.CLOCKS),
                        e -> e.json(new TraceApi(e.reader(), settings.insights())
                                .tree(e.path("traceId"), e.parameters(), e.share()))),
                new Route(
                        "/api/v1/traces/{traceId}/matches",
                        Set.of(TraceQlSearch.PARAMETER, TraceApi.CLOCKS),
                        e -> e.json(new TraceApi(e.reader(), settings.insights())
                                .matches(e.path("traceId"), e.parameters(), e.share()))),
                new Route(
                        "/api/v1/traces/{traceId}/otlp",
                        Set.of(),
                        e -> new TraceApi(e.reader(), settings.insights()).otlp(e)),
                Route.ofBody(
                        "/api/v1/traces/view",
                        Set.of(TraceApi.CLOCKS),
                        e -> e.json(TraceApi.file(e, settings.insights()))),
                Route.ofBody(
                        "/api/v1/traces/view/matches",
                        Set.of(TraceQlSearch.PARAMETER, TraceApi.CLOCKS),
                        e -> e.json(TraceApi.matchesInFile(e))),
                new Route(
                        "/api/v1/patterns",
                        PatternsApi.NAMES,
                        e -> e.json(new PatternsApi(e.reader(), searches).patterns(e.parameters()))),
                new Route(
                        "/api/v1/explain",
                        ExplainApi.NAMES,
                        e -> e.json(new ExplainApi(e.reader(), searches).explain(e.parameters(), e.share()))),
                new Route(
                        "/api/v1/traces/{traceId}/compare/{otherId}",
                        Set.of(),
                        e -> e.json(
                                new CompareApi(e.reader()).compare(e.path("traceId"), e.path("otherId"), e.share()))),
                new Route(
                        "/api/v1/traces/{traceId}/usual",
                        Set.of(),
                        e -> e.json(new UsualApi(e.reader()).compare(e.path("traceId"), e.share()))),
                new Route("/api/v1/openapi.json", Set.of(), e -> e.document(document)));
        this.routes = Stream.of(
                        ofTraces,
                        CallRoutes.list(new CallParameters(clock, settings.lookback()), clock),
                        AlertRoutes.list(rules, readers, clock))
                .flatMap(List::stream)
                .toList();
    }

    List<Route> routes() {
        return routes;
    }

    public void register(RoutesConfig config) {
        // Of every path, also of the viewer's.
        config.before(context -> QueryText.parse(context.queryString()));
        for (Route route : routes) {
            switch (route.method()) {
                case GET -> config.get(route.path(), context -> answer(route, context));
                case POST -> config.post(route.path(), context -> answer(route, context));
                case PUT -> config.put(route.path(), context -> answer(route, context));
                case DELETE -> config.delete(route.path(), context -> answer(route, context));
            }
        }
        config.exception(ProblemException.class, (e, context) -> send(context, e.problem()));
        config.exception(StorageUnavailableException.class, (e, context) -> {
            LOG.warn("{} {} failed: {}", context.method(), context.path(), e.getMessage());
            send(
                    context,
                    Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                            "The trace store does not answer at the moment: try again in a few seconds.",
                            null));
        });
        config.exception(HttpResponseException.class, (e, context) -> send(context, ofHttp(e, context)));
        config.exception(IOException.class, (e, context) -> {
            if (e instanceof JacksonException) {
                LOG.error("{} {} failed", context.method(), context.path(), e);
            } else {
                // Clients may disconnect at any time.
                LOG.debug("{} {} could not be sent: {}", context.method(), context.path(), e.toString());
            }
            cutOff(context);
        });
        config.exception(Exception.class, (e, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), e);
            send(
                    context,
                    Problem.of(
                            HttpStatus.INTERNAL_SERVER_ERROR.getCode(),
                            "The query service failed on this request; its log says why.",
                            null));
        });
    }

    private void answer(Route route, Context context) throws Exception {
        context.header("Cache-Control", "no-store");
        Parameters parameters = new Parameters(QueryText.parse(context.queryString()), route.parameters());
        if (!free.tryAcquire()) {
            throw ProblemException.overloaded("Too many requests are waiting for the trace store: try again shortly.");
        }
        try (AnswerMemory.@Nullable Share share = memory.open()) {
            if (share == null) {
                throw ProblemException.overloaded("Other answers take the memory for queries: try again shortly.");
            }
            Caller caller = Gate.caller(ServletContextRequest.getServletContextRequest(context.req()));
            if (route.writes() && !caller.may(Scope.ADMIN)) {
                throw ProblemException.forbidden(
                        "The token \"" + caller.name() + "\" lacks the scope " + Scope.ADMIN.word() + ".");
            }
            Readers own = readers.apply(caller.tenant());
            route.answer().to(new Exchange(context, caller, own, parameters, share, turns));
        } finally {
            free.release();
        }
        Exchange.runAfterwards(context);
    }

    public AnswerMemory memory() {
        return memory;
    }

    private Problem ofHttp(HttpResponseException e, Context context) {
        HttpStatus status = Objects.requireNonNullElse(HttpStatus.forStatus(e.getStatus()), HttpStatus.BAD_REQUEST);
        String detail = switch (status) {
            case NOT_FOUND -> "There is nothing at " + context.path() + "; /api/v1/openapi.json lists the paths.";
            case METHOD_NOT_ALLOWED -> context.path() + " answers to " + methods(context) + " only.";
            default -> e.getMessage() == null ? status.getMessage() : e.getMessage();
        };
        return Problem.of(status.getCode(), detail);
    }

    private String methods(Context context) {
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            String pattern = route.path().replaceAll("\\{[^}]*}", "[^/]+").replaceAll("<[^>]*>", ".+");
            if (context.path().matches(pattern)) {
                methods.add(route.method().name());
            }
        }
        return methods.isEmpty() ? Route.Method.GET.name() : String.join(" and ", methods);
    }

    private static void send(Context context, Problem problem) {
        if (Exchange.hasBegun(context)) {
            cutOff(context);
            return;
        }
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
            context.header("Retry-After", RETRY_SECONDS);
        }
        context.header("Cache-Control", "no-store");
        context.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(problem.json());
    }

    /** Part of the answer has been sent: without a proper end the client can detect that it is incomplete. */
    private static void cutOff(Context context) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private static byte[] document() {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("/dapper/query/openapi.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
