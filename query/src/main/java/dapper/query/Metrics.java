// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.api.AnswerMemory;
import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The metrics of the service, in the text format of Prometheus. Safe for many threads.
 *
 * <p>The number of requests of a path, summed over the statuses, equals the count of its durations.
 */
final class Metrics {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};

    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final Map<String, Histogram> durations = new ConcurrentSkipListMap<>();

    private final LongAdder slowClients = new LongAdder();

    private static final class Histogram {
        final LongAdder[] buckets = new LongAdder[BUCKETS.length + 1];
        final LongAdder nanos = new LongAdder();

        Histogram() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void add(double milliseconds) {
            int bucket = 0;
            while (bucket < BUCKETS.length && milliseconds > BUCKETS[bucket] * 1e3) {
                bucket++;
            }
            buckets[bucket].increment();
            nanos.add((long) (milliseconds * 1e6));
        }
    }

    void count(Context context, float milliseconds) {
        String route = "path=\"" + route(context) + "\"";
        requests.computeIfAbsent(route + ",status=\"" + context.statusCode() + "\"", labels -> new LongAdder())
                .increment();
        durations.computeIfAbsent(route, labels -> new Histogram()).add(milliseconds);
    }

    /** Returns the pattern, not the path: clients can send any path, and each would be a separate series. */
    private static String route(Context context) {
        var matched = context.endpoints().matchedHttpEndpoint();
        return matched == null ? "none" : matched.path;
    }

    /** Connections closed because the client was too slow. */
    LongAdder slowClients() {
        return slowClients;
    }

    String text(AnswerMemory memory) {
        StringBuilder text = new StringBuilder();
        text.append("# HELP dapper_query_requests_total Answered HTTP requests.\n")
                .append("# TYPE dapper_query_requests_total counter\n");
        requests.forEach((labels, count) -> text.append("dapper_query_requests_total{")
                .append(labels)
                .append("} ")
                .append(count.sum())
                .append('\n'));
        text.append("# HELP dapper_query_request_duration_seconds Time from a request's arrival to its answer.\n")
                .append("# TYPE dapper_query_request_duration_seconds histogram\n");
        durations.forEach((labels, histogram) -> append(text, labels, histogram));
        text.append("# HELP dapper_query_answer_memory_bytes Heap that answers under way have claimed.\n")
                .append("# TYPE dapper_query_answer_memory_bytes gauge\n")
                .append("dapper_query_answer_memory_bytes " + memory.used() + "\n")
                .append("# HELP dapper_query_answer_memory_limit_bytes The most that they may claim together.\n")
                .append("# TYPE dapper_query_answer_memory_limit_bytes gauge\n")
                .append("dapper_query_answer_memory_limit_bytes " + memory.limit() + "\n")
                .append("# HELP dapper_query_answers_waiting Answers that wait for the memory of others.\n")
                .append("# TYPE dapper_query_answers_waiting gauge\n")
                .append("dapper_query_answers_waiting " + memory.waiting() + "\n")
                .append("# HELP dapper_query_answers_refused_total Answers refused because others had the memory.\n")
                .append("# TYPE dapper_query_answers_refused_total counter\n")
                .append("dapper_query_answers_refused_total " + memory.refused() + "\n")
                .append("# HELP dapper_query_slow_clients_total Connections closed because the client was too slow.\n")
                .append("# TYPE dapper_query_slow_clients_total counter\n")
                .append("dapper_query_slow_clients_total " + slowClients.sum() + "\n");
        return text.toString();
    }

    private static void append(StringBuilder text, String labels, Histogram histogram) {
        String name = "dapper_query_request_duration_seconds";
        long below = 0;
        for (int i = 0; i <= BUCKETS.length; i++) {
            below += histogram.buckets[i].sum();
            String bound = i == BUCKETS.length ? "+Inf" : Double.toString(BUCKETS[i]);
            text.append(name)
                    .append("_bucket{")
                    .append(labels)
                    .append(",le=\"")
                    .append(bound)
                    .append("\"} ");
            text.append(below).append('\n');
        }
        text.append(name).append("_sum{").append(labels).append("} ");
        text.append(histogram.nanos.sum() / 1e9).append('\n');
        text.append(name)
                .append("_count{")
                .append(labels)
                .append("} ")
                .append(below)
                .append('\n');
    }
}
