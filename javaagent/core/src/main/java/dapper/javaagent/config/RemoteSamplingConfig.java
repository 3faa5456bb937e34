// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import org.jspecify.annotations.Nullable;

/**
 * The server of the {@code jaeger_remote} samplers, from {@code OTEL_TRACES_SAMPLER_ARG}:
 * {@code endpoint=http://collector:4317,pollingIntervalMs=60000,initialSamplingRate=0.001}.
 */
public final class RemoteSamplingConfig {
    private static final long POLLING_INTERVAL = 60_000;
    private static final long LONGEST_INTERVAL = 86_400_000;
    private static final double INITIAL_RATIO = 0.001;

    private final @Nullable Endpoint endpoint;
    private final long pollingIntervalMillis;
    private final double initialRatio;

    private RemoteSamplingConfig(@Nullable Endpoint endpoint, long pollingIntervalMillis, double initialRatio) {
        this.endpoint = endpoint;
        this.pollingIntervalMillis = pollingIntervalMillis;
        this.initialRatio = initialRatio;
    }

    static RemoteSamplingConfig read(ConfigReader reader, String property) {
        Endpoint endpoint = null;
        long interval = POLLING_INTERVAL;
        double ratio = INITIAL_RATIO;
        String text = reader.text(property);
        for (int from = 0; text != null && from < text.length(); ) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            String entry = text.substring(from, end).trim();
            int equals = entry.indexOf('=');
            String value = entry.substring(equals + 1).trim();
            switch (equals < 0 ? "" : entry.substring(0, equals).trim()) {
                case "endpoint":
                    endpoint = endpoint(property, value);
                    break;
                case "pollingIntervalMs":
                    interval = (long) number(property, entry, value, 1, LONGEST_INTERVAL, POLLING_INTERVAL);
                    break;
                case "initialSamplingRate":
                    ratio = number(property, entry, value, 0, 1, INITIAL_RATIO);
                    break;
                default:
                    AgentLog.warn(property + ": '" + entry + "' ignored, expected endpoint=, pollingIntervalMs= or"
                            + " initialSamplingRate=, separated by commas");
            }
            from = end + 1;
        }
        return new RemoteSamplingConfig(endpoint, interval, ratio);
    }

    private static @Nullable Endpoint endpoint(String property, String value) {
        Endpoint parsed = Endpoint.grpc(value);
        if (parsed == null) {
            AgentLog.warn(property + ": endpoint=" + value + " is not an address such as http://collector:4317;"
                    + " using the one that spans are sent to");
        }
        return parsed;
    }

    private static double number(
            String property, String entry, String value, double min, double max, double defaultValue) {
        try {
            double parsed = Double.parseDouble(value);
            if (parsed >= min && parsed <= max) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            // Logs the same warning as for a number out of range.
        }
        AgentLog.warn(property + ": " + entry + " is not a number from " + (long) min + " to " + (long) max + "; using "
                + (defaultValue < 1 ? Double.toString(defaultValue) : Long.toString((long) defaultValue)));
        return defaultValue;
    }

    /** A gRPC server, or null for the one that receives the spans. */
    public @Nullable Endpoint endpoint() {
        return endpoint;
    }

    public long pollingIntervalMillis() {
        return pollingIntervalMillis;
    }

    /** The share of new traces to keep until the first response. */
    public double initialRatio() {
        return initialRatio;
    }

    @Override
    public String toString() {
        return (endpoint == null ? "" : endpoint + ", ") + "every " + pollingIntervalMillis + " ms, " + initialRatio
                + " until then";
    }
}
