// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The destination and transport of one signal, spans or the agent's metrics. A setting for the signal overrides the
 * general one: {@code otel.exporter.otlp.traces.*} and {@code otel.exporter.otlp.metrics.*} over
 * {@code otel.exporter.otlp.*}.
 */
public final class OtlpConfig {
    private static final String GENERAL = "otel.exporter.otlp.";
    private static final String TRACES = "otel.exporter.otlp.traces.";
    private static final String METRICS = "otel.exporter.otlp.metrics.";
    private static final long TIMEOUT_MILLIS = 10_000;

    /** The default for metrics with a server of their own: while it does not answer, spans wait behind each attempt. */
    private static final long SHORT_TIMEOUT_MILLIS = 2_000;

    private static final String[] SETTINGS = {
        "endpoint", "protocol", "headers", "timeout", "compression", "certificate", "client.key", "client.certificate"
    };

    private final boolean grpc;
    private final Endpoint endpoint;
    private final Map<String, String> headers;
    private final long timeoutMillis;
    private final boolean gzip;
    private final @Nullable String certificate;
    private final @Nullable String clientKey;
    private final @Nullable String clientCertificate;

    /** @param prefixes of the settings; the first one that is set wins */
    private OtlpConfig(
            ConfigReader reader, boolean grpc, Endpoint endpoint, long defaultTimeoutMillis, String... prefixes) {
        this.grpc = grpc;
        this.endpoint = endpoint;
        this.headers = reader.map(property(reader, "headers", prefixes));
        this.timeoutMillis = reader.millis(property(reader, "timeout", prefixes), defaultTimeoutMillis, 600_000);
        this.gzip = reader.choice(property(reader, "compression", prefixes), "none", "gzip")
                .equals("gzip");
        this.certificate = reader.text(property(reader, "certificate", prefixes));
        this.clientKey = reader.text(property(reader, "client.key", prefixes));
        this.clientCertificate = reader.text(property(reader, "client.certificate", prefixes));
    }

    /** Copies the settings for another server. Headers stay with the host they were meant for. */
    private OtlpConfig(OtlpConfig other, boolean grpc, Endpoint endpoint) {
        this.grpc = grpc;
        this.endpoint = endpoint;
        this.headers = endpoint.host().equals(other.endpoint.host()) ? other.headers : Collections.emptyMap();
        this.timeoutMillis = other.timeoutMillis;
        this.gzip = other.gzip;
        this.certificate = other.certificate;
        this.clientKey = other.clientKey;
        this.clientCertificate = other.clientCertificate;
    }

    /** For spans. */
    static OtlpConfig read(ConfigReader reader) {
        boolean grpc = isGrpc(reader, TRACES, GENERAL);
        Endpoint endpoint =
                Endpoint.read(reader, property(reader, "endpoint", TRACES, GENERAL), grpc, Endpoint.TRACES_PATH);
        return new OtlpConfig(reader, grpc, endpoint, TIMEOUT_MILLIS, TRACES, GENERAL);
    }

    /**
     * Reads the settings for the agent's metrics, as in OpenTelemetry. One exception: if only a collector for spans is
     * configured, metrics go there too.
     *
     * @return null if that is an address for spans from which none for metrics can be derived
     */
    static @Nullable OtlpConfig readMetrics(ConfigReader reader, OtlpConfig traces) {
        if (!isAnySet(reader, METRICS) && !isAnySet(reader, TRACES)) {
            // Nothing is read twice, so that no warning is logged twice.
            return besideTraces(traces);
        }
        if (!isSet(reader, METRICS, "endpoint") && !isSet(reader, GENERAL, "endpoint")) {
            boolean grpc = isGrpc(reader, METRICS, TRACES, GENERAL);
            Endpoint endpoint = traces.metricsEndpoint(grpc);
            return endpoint == null
                    ? null
                    : new OtlpConfig(reader, grpc, endpoint, TIMEOUT_MILLIS, METRICS, TRACES, GENERAL);
        }
        boolean grpc = isGrpc(reader, METRICS, GENERAL);
        Endpoint endpoint =
                Endpoint.read(reader, property(reader, "endpoint", METRICS, GENERAL), grpc, Endpoint.METRICS_PATH);
        long timeout = endpoint.isSameServer(traces.endpoint) ? TIMEOUT_MILLIS : SHORT_TIMEOUT_MILLIS;
        return new OtlpConfig(reader, grpc, endpoint, timeout, METRICS, GENERAL);
    }

    private static @Nullable OtlpConfig besideTraces(OtlpConfig traces) {
        Endpoint endpoint = traces.metricsEndpoint(traces.grpc);
        return endpoint == null ? null : new OtlpConfig(traces, traces.grpc, endpoint);
    }

    /** The endpoint on the spans' server; null if none can be derived from the spans' address. */
    private @Nullable Endpoint metricsEndpoint(boolean grpc) {
        return grpc == this.grpc
                ? endpoint.forMetrics()
                : grpc ? endpoint.onGrpcPort() : endpoint.onHttpPortForMetrics();
    }

    private static boolean isGrpc(ConfigReader reader, String... prefixes) {
        return reader.choice(property(reader, "protocol", prefixes), "grpc", "http/protobuf")
                .equals("grpc");
    }

    private static boolean isAnySet(ConfigReader reader, String prefix) {
        for (String name : SETTINGS) {
            if (isSet(reader, prefix, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSet(ConfigReader reader, String prefix, String name) {
        return reader.text(prefix + name) != null;
    }

    /** The first one that is set, else the last: the one for all signals. */
    private static String property(ConfigReader reader, String name, String... prefixes) {
        for (String prefix : prefixes) {
            if (isSet(reader, prefix, name)) {
                return prefix + name;
            }
        }
        return prefixes[prefixes.length - 1] + name;
    }

    /** The settings for another gRPC server. */
    public OtlpConfig at(Endpoint endpoint) {
        return new OtlpConfig(this, true, endpoint);
    }

    /** The settings for the same collector over gRPC, if necessary on the default port of its host. */
    public OtlpConfig overGrpc() {
        return grpc ? this : new OtlpConfig(this, true, endpoint.onGrpcPort());
    }

    /** Returns whether one connection serves both, as long as the server accepts both signals. */
    public boolean sharesConnection(OtlpConfig other) {
        return grpc == other.grpc
                && endpoint.isSameServer(other.endpoint)
                && headers.equals(other.headers)
                && timeoutMillis == other.timeoutMillis
                && gzip == other.gzip
                && Objects.equals(certificate, other.certificate)
                && Objects.equals(clientKey, other.clientKey)
                && Objects.equals(clientCertificate, other.clientCertificate);
    }

    /** False: OTLP over HTTP, in protobuf. */
    public boolean isGrpc() {
        return grpc;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Sent with every request. Values may be secrets: never write them anywhere else. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The limit for one attempt. */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    public boolean isGzip() {
        return gzip;
    }

    /** A file of trusted certificates in PEM, or null for those the JVM trusts. */
    public @Nullable String certificate() {
        return certificate;
    }

    /** A file with the client's private key in PEM (PKCS#8), or null. */
    public @Nullable String clientKey() {
        return clientKey;
    }

    /** A file with the client's certificate chain in PEM, or null. */
    public @Nullable String clientCertificate() {
        return clientCertificate;
    }
}
