// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.api.AnswerMemory;
import dapper.query.live.LiveTails;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * The metrics of the service. Safe for many threads.
 *
 * <p>The number of requests of a path, summed over the statuses, equals the count of its durations.
 */
final class Metrics {
    private final PrometheusRegistry registry;
    private final Counter requests;
    private final Histogram durations;

    /** @param registry gets the metrics */
    Metrics(PrometheusRegistry registry) {
        this.registry = registry;
        this.requests = Counter.builder()
                .name("dapper_query_requests")
                .help("Answered HTTP requests.")
                .labelNames("path", "status")
                .register(registry);
        this.durations = Histogram.builder()
                .name("dapper_query_request_duration_seconds")
                .help("Time from a request's arrival to its answer.")
                .labelNames("path")
                .classicOnly()
                .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
                .register(registry);
    }

    /** Adds the memory of answers to the metrics. */
    void watch(AnswerMemory memory) {
        GaugeWithCallback.builder()
                .name("dapper_query_answer_memory_bytes")
                .help("Heap that answers under way have claimed.")
                .callback(callback -> callback.call((double) memory.used()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_query_answer_memory_limit_bytes")
                .help("The most that they may claim together.")
                .callback(callback -> callback.call((double) memory.limit()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_query_answers_waiting")
                .help("Answers that wait for the memory of others.")
                .callback(callback -> callback.call(memory.waiting()))
                .register(registry);
        CounterWithCallback.builder()
                .name("dapper_query_answers_refused")
                .help("Answers refused because others had the memory.")
                .callback(callback -> callback.call((double) memory.refused()))
                .register(registry);
    }

    /** Adds the live tails to the metrics. */
    void watch(LiveTails tails) {
        GaugeWithCallback.builder()
                .name("dapper_query_live_tails")
                .help("Clients that follow a search.")
                .callback(callback -> callback.call(tails.followers()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_query_live_searches")
                .help("Different searches that they follow.")
                .callback(callback -> callback.call(tails.searches()))
                .register(registry);
        CounterWithCallback.builder()
                .name("dapper_query_live_looks")
                .help("Searches made for live tails.")
                .callback(callback -> callback.call((double) tails.looks()))
                .register(registry);
        CounterWithCallback.builder()
                .name("dapper_query_live_look_seconds")
                .help("Time that they took.")
                .callback(callback -> callback.call(tails.lookSeconds()))
                .register(registry);
    }

    void count(Context context, float milliseconds) {
        String route = route(context);
        requests.labelValues(route, Integer.toString(context.statusCode())).inc();
        durations.labelValues(route).observe(milliseconds / 1e3);
    }

    /** Returns the pattern, not the path: clients can send any path, and each would be a separate series. */
    private static String route(Context context) {
        var matched = context.endpoints().matchedHttpEndpoint();
        return matched == null ? "none" : matched.path;
    }
}
