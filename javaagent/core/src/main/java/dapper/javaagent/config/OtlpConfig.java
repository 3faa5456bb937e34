// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where and how spans are sent. The {@code otel.exporter.otlp.traces.*} setting wins over its general twin. */
public final class OtlpConfig {
    private static final String GENERAL = "otel.exporter.otlp.";
    private static final String TRACES = "otel.exporter.otlp.traces.";

    private final boolean grpc;
    private final Endpoint endpoint;
    private final Map<String, String> headers;
    private final long timeoutMillis;
    private final boolean gzip;
    private final @Nullable String certificate;
    private final @Nullable String clientKey;
    private final @Nullable String clientCertificate;

    private OtlpConfig(ConfigReader reader) {
        this.grpc = reader.choice(property(reader, "protocol"), "grpc", "http/protobuf")
                .equals("grpc");
        this.endpoint = Endpoint.read(reader, grpc);
        this.headers = reader.map(property(reader, "headers"));
        this.timeoutMillis = reader.millis(property(reader, "timeout"), 10_000, 600_000);
        this.gzip =
                reader.choice(property(reader, "compression"), "none", "gzip").equals("gzip");
        this.certificate = reader.text(property(reader, "certificate"));
        this.clientKey = reader.text(property(reader, "client.key"));
        this.clientCertificate = reader.text(property(reader, "client.certificate"));
    }

    /** The same for another server. Headers stay with the host they were meant for. */
    private OtlpConfig(OtlpConfig other, Endpoint endpoint) {
        this.grpc = true;
        this.endpoint = endpoint;
        this.headers = endpoint.host().equals(other.endpoint.host()) ? other.headers : Collections.emptyMap();
        this.timeoutMillis = other.timeoutMillis;
        this.gzip = other.gzip;
        this.certificate = other.certificate;
        this.clientKey = other.clientKey;
        this.clientCertificate = other.clientCertificate;
    }

    static OtlpConfig read(ConfigReader reader) {
        return new OtlpConfig(reader);
    }

    /** The property for traces if it is set, else the one for all signals. */
    static String property(ConfigReader reader, String name) {
        return reader.text(TRACES + name) == null ? GENERAL + name : TRACES + name;
    }

    /** How to reach another gRPC server. */
    public OtlpConfig at(Endpoint endpoint) {
        return new OtlpConfig(this, endpoint);
    }

    /** How to reach the same collector over gRPC, if need be on the usual port of its host. */
    public OtlpConfig overGrpc() {
        return grpc ? this : new OtlpConfig(this, endpoint.onGrpcPort());
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

    /** For one attempt. */
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
