// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dapper.query.calls.Outcomes;
import dapper.storage.calls.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counted calls of a minute as OTLP JSON (an {@code ExportMetricsServiceRequest}), which any OTLP receiver accepts. Name
 * and attributes of the metric are those of the span metrics connector of OpenTelemetry's collector, with {@code dapper.peer} for
 * calls to a peer. The temporality is delta.
 *
 * @param resourceMetrics one element for each service
 */
record CallsOtlp(List<ResourceMetrics> resourceMetrics) {
    private static final String METRIC = "traces.span.metrics.duration";
    private static final int DELTA = 1;

    record ResourceMetrics(Resource resource, List<ScopeMetrics> scopeMetrics) {}

    record Resource(List<Attribute> attributes) {}

    record ScopeMetrics(Scope scope, List<Metric> metrics) {}

    record Scope(String name) {}

    record Metric(String name, String unit, ExponentialHistogram exponentialHistogram) {}

    record ExponentialHistogram(int aggregationTemporality, List<Point> dataPoints) {}

    /** 64-bit numbers are text, as OTLP has them in JSON. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Point(
            List<Attribute> attributes,
            String startTimeUnixNano,
            String timeUnixNano,
            String count,
            double sum,
            int scale,
            String zeroCount,
            Buckets positive,
            @Nullable Double min,
            @Nullable Double max) {}

    record Buckets(int offset, List<String> bucketCounts) {}

    record Attribute(String key, Value value) {
        static Attribute of(String key, String value) {
            return new Attribute(key, new Value(value));
        }
    }

    record Value(String stringValue) {}

    static CallsOtlp of(LastMinute minute) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        minute.series().forEach((series, outcomes) -> {
            List<Point> own = points.computeIfAbsent(series.service(), unseen -> new ArrayList<>());
            add(minute, series, outcomes, false, own);
            add(minute, series, outcomes, true, own);
        });
        return new CallsOtlp(points.entrySet().stream()
                .map(service -> new ResourceMetrics(
                        new Resource(List.of(Attribute.of("service.name", service.getKey()))),
                        List.of(new ScopeMetrics(
                                new Scope("dapper"),
                                List.of(new Metric(
                                        METRIC, "s", new ExponentialHistogram(DELTA, service.getValue())))))))
                .toList());
    }

    private static void add(
            LastMinute minute, LastMinute.Series series, Outcomes outcomes, boolean failed, List<Point> to) {
        Durations durations = (failed ? outcomes.failed() : outcomes.succeeded()).durations();
        if (durations.count() == 0) {
            return;
        }
        List<Attribute> attributes = new ArrayList<>(List.of(
                Attribute.of("span.name", series.operation()),
                Attribute.of("span.kind", spanKind(series)),
                Attribute.of("status.code", failed ? "STATUS_CODE_ERROR" : "STATUS_CODE_UNSET")));
        if (!series.peer().isEmpty()) {
            attributes.add(Attribute.of("dapper.peer", series.peer()));
        }
        // Calls whose extent is not known have none.
        boolean hasExtent = durations.maxNanos() > 0;
        to.add(new Point(
                attributes,
                Long.toString(minute.start()),
                Long.toString(minute.end()),
                Long.toString(durations.count()),
                durations.sumNanos() / 1e9,
                Durations.SCALE,
                "0",
                buckets(durations),
                hasExtent ? durations.minNanos() / 1e9 : null,
                hasExtent ? durations.maxNanos() / 1e9 : null));
    }

    private static String spanKind(LastMinute.Series series) {
        return switch (series.kind()) {
            case HTTP_SERVER, RPC_SERVER -> "SPAN_KIND_SERVER";
            case HTTP_CLIENT, RPC_CLIENT, DATABASE -> "SPAN_KIND_CLIENT";
            case MESSAGING -> "SPAN_KIND_PRODUCER";
            case PROCESSING -> "SPAN_KIND_CONSUMER";
            case JOB -> "SPAN_KIND_INTERNAL";
        };
    }

    private static Buckets buckets(Durations durations) {
        List<String> counts = new ArrayList<>();
        int[] next = {0};
        int[] offset = {0};
        durations.forEach((bucket, calls) -> {
            if (counts.isEmpty()) {
                offset[0] = bucket;
                next[0] = bucket;
            }
            while (next[0] < bucket) {
                counts.add("0");
                next[0]++;
            }
            counts.add(Long.toString(calls));
            next[0]++;
        });
        return new Buckets(offset[0], counts);
    }
}
