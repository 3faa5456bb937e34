// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import org.jspecify.annotations.Nullable;

/**
 * The metrics of the agent itself: {@code OTEL_METRICS_EXPORTER} enables them and {@code OTEL_METRIC_EXPORT_INTERVAL}
 * sets the interval.
 */
public final class MetricsConfig {
    private final boolean exported;
    private final long intervalMillis;

    private MetricsConfig(ConfigReader reader) {
        this.exported = namesOtlp(reader.text("otel.metrics.exporter"));
        // OpenTelemetry's default is a minute. These metrics are few, and people wait for them.
        this.intervalMillis = reader.millis("otel.metric.export.interval", 10_000, 3_600_000);
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

    public long intervalMillis() {
        return Math.max(1, intervalMillis);
    }
}
