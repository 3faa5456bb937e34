// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one report. Missing values are zero or empty. Unknown values come from a newer agent and are left out. Texts
 * and lists are cut, because they may come from any sender. Used by one thread.
 */
final class ReportReader {
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_INSTRUMENTATIONS = 500;
    private static final int MOST_REASONS = 20;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

    private final Resource resource;
    private final ScopeMetrics scope;
    private final Map<String, Metric> metrics = new HashMap<>();

    ReportReader(Resource resource, ScopeMetrics scope) {
        this.resource = resource;
        this.scope = scope;
        scope.getMetricsList().forEach(metric -> metrics.put(metric.getName(), metric));
    }

    AgentReport read(Instant receivedAt) {
        String service = resourceText("service.name");
        String host = resourceText("host.name");
        AnyValue pid = find(resource.getAttributesList(), "process.pid");
        long processId = pid == null ? 0 : pid.getIntValue();
        String instance = resourceText("service.instance.id");
        NumberDataPoint recorded = first("spans.recorded");
        return new AgentReport(
                new AgentReport.Identity(
                        service,
                        instance.isEmpty() ? service + '@' + host + ':' + processId : instance,
                        host,
                        processId,
                        cut(scope.getScope().getVersion()),
                        resourceText("process.runtime.description")),
                new AgentReport.Times(
                        instant(recorded.getStartTimeUnixNano()), instant(recorded.getTimeUnixNano()), receivedAt),
                interval(),
                !points("running").isEmpty() && count("running") == 0,
                new AgentReport.Spans(
                        recorded.getAsInt(),
                        count("spans.exported"),
                        dropped(),
                        count("spans.queued"),
                        count("spans.queued.size"),
                        count("spans.unfinished"),
                        count("spans.unwatched")),
                new AgentReport.Exports(count("export.attempts"), count("export.failures")),
                new AgentReport.Sampling(
                        text(first("sampling.threshold"), "sampler"), count("sampling.threshold"), probability()),
                instrumentations());
    }

    /** At most a day: no agent can be configured to be silent for longer. */
    private Duration interval() {
        double seconds = first("report.interval").getAsDouble();
        return seconds > 0 && seconds <= LONGEST_INTERVAL.toSeconds()
                ? Duration.ofNanos((long) (seconds * 1e9))
                : USUAL_INTERVAL;
    }

    /** JSON has no NaN. */
    private double probability() {
        double probability = first("sampling.probability").getAsDouble();
        return Double.isFinite(probability) ? probability : 0;
    }

    private Map<String, Long> dropped() {
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (NumberDataPoint point : points("spans.dropped")) {
            if (dropped.size() < MOST_REASONS) {
                dropped.put(text(point, "reason"), point.getAsInt());
            }
        }
        return dropped;
    }

    private List<AgentReport.Instrumentation> instrumentations() {
        Map<String, Long> errors = new HashMap<>();
        for (NumberDataPoint point : points("advice.errors")) {
            errors.put(text(point, "instrumentation"), point.getAsInt());
        }
        List<AgentReport.Instrumentation> instrumentations = new ArrayList<>();
        for (NumberDataPoint point : points("instrumentations")) {
            if (instrumentations.size() < MOST_INSTRUMENTATIONS) {
                String name = text(point, "instrumentation");
                instrumentations.add(new AgentReport.Instrumentation(
                        name,
                        text(point, "state"),
                        text(point, "reason"),
                        point.getAsInt(),
                        errors.getOrDefault(name, 0L)));
            }
        }
        return instrumentations;
    }

    private long count(String name) {
        return first(name).getAsInt();
    }

    private NumberDataPoint first(String name) {
        List<NumberDataPoint> points = points(name);
        return points.isEmpty() ? NumberDataPoint.getDefaultInstance() : points.get(0);
    }

    private List<NumberDataPoint> points(String name) {
        Metric metric = metrics.get(MetricsIntake.SCOPE + '.' + name);
        if (metric == null) {
            return List.of();
        }
        return metric.hasSum()
                ? metric.getSum().getDataPointsList()
                : metric.getGauge().getDataPointsList();
    }

    private String resourceText(String key) {
        return text(find(resource.getAttributesList(), key));
    }

    private static String text(NumberDataPoint point, String key) {
        return text(find(point.getAttributesList(), key));
    }

    private static String text(@Nullable AnyValue value) {
        return value == null ? "" : cut(value.getStringValue());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static @Nullable AnyValue find(List<KeyValue> attributes, String key) {
        for (KeyValue attribute : attributes) {
            if (attribute.getKey().equals(key)) {
                return attribute.getValue();
            }
        }
        return null;
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(epochNanos / 1_000_000_000, epochNanos % 1_000_000_000);
    }
}
