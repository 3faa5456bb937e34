// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import org.jspecify.annotations.Nullable;

/**
 * The metrics of calls, of the JVM and of the agent itself: {@code OTEL_METRICS_EXPORTER} enables them and
 * {@code OTEL_METRIC_EXPORT_INTERVAL} sets the interval.
 */
public final class MetricsConfig {
    private static final String INTERVAL = "otel.metric.export.interval";

    // OpenTelemetry's default is a minute. These metrics are few, and people wait for them.
    private static final long DEFAULT_INTERVAL = 10_000;

    private static final long MINUTE = 60_000;

    private final boolean exported;
    private final long intervalMillis;
    private final long callIntervalMillis;
    private final int cardinalityLimit;
    private final boolean jvm;

    private MetricsConfig(ConfigReader reader) {
        this.exported = namesOtlp(reader.text("otel.metrics.exporter"));
        this.intervalMillis = Math.max(1, reader.millis(INTERVAL, DEFAULT_INTERVAL, 3_600_000));
        this.callIntervalMillis = callIntervalMillis(intervalMillis);
        // OpenTelemetry's default is 2,000, for each metric.
        this.cardinalityLimit = reader.integer("otel.java.metrics.cardinality.limit", 1_000, 1, 100_000);
        this.jvm = reader.flag("otel.instrumentation.runtime-telemetry.enabled", true);
    }

    private long callIntervalMillis(long intervalMillis) {
        if (!exported || MINUTE % intervalMillis == 0) {
            return intervalMillis;
        }
        AgentLog.warn(INTERVAL + "=" + intervalMillis
                + " ms does not divide a minute; calls are counted in intervals of " + DEFAULT_INTERVAL + " ms");
        return DEFAULT_INTERVAL;
    }

    static MetricsConfig read(ConfigReader reader) {
        return new MetricsConfig(reader);
    }

    /** A list; exporters that we do not have belong to other tools. */
    private static boolean namesOtlp(@Nullable String exporters) {
        if (exporters == null) {
            return true;
        }
        int from = 0;
        while (from <= exporters.length()) {
            int end = exporters.indexOf(',', from);
            end = end < 0 ? exporters.length() : end;
            if (exporters.substring(from, end).trim().equalsIgnoreCase("otlp")) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    public boolean isExported() {
        return exported;
    }

    /** Between two reports of the agent on itself. */
    public long intervalMillis() {
        return intervalMillis;
    }

    /** The length of the intervals in which calls are counted: a minute, or a whole part of it. */
    public long callIntervalMillis() {
        return callIntervalMillis;
    }

    /** The greatest number of series of calls. */
    public int cardinalityLimit() {
        return cardinalityLimit;
    }

    /** Returns whether the metrics of the JVM are exported too. */
    public boolean includesJvm() {
        return jvm;
    }
}
