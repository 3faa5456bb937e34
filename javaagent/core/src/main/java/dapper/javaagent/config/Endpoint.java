// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The address of the collector. */
public final class Endpoint {
    private static final int GRPC_PORT = 4317;
    private static final int HTTP_PORT = 4318;
    private static final String METRICS_PATH = "/v1/metrics";
    private static final String TRACES_PATH = "/v1/traces";

    private final boolean tls;
    private final String host;
    private final int port;
    private final String path;

    private Endpoint(boolean tls, String host, int port, String path) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.path = path;
    }

    static Endpoint read(ConfigReader reader, boolean grpc) {
        Endpoint standard = new Endpoint(false, "localhost", grpc ? GRPC_PORT : HTTP_PORT, grpc ? "" : TRACES_PATH);
        String property = OtlpConfig.property(reader, "endpoint");
        String value = reader.text(property);
        if (value == null) {
            return standard;
        }
        // Only the endpoint for all signals is a base to which each signal adds its path.
        boolean base = property.equals("otel.exporter.otlp.endpoint");
        Endpoint parsed = parse(value, grpc, base);
        if (parsed == null) {
            ConfigReader.complain(
                    property,
                    withoutSecrets(value),
                    "an address such as http://collector:" + (grpc ? GRPC_PORT : HTTP_PORT),
                    standard.toString());
            return standard;
        }
        if (parsed.port == (grpc ? HTTP_PORT : GRPC_PORT)) {
            AgentLog.warn(property + "=" + parsed + ": port " + parsed.port + " usually takes "
                    + (grpc ? "http/protobuf, and the protocol is grpc" : "grpc, and the protocol is http/protobuf")
                    + "; see otel.exporter.otlp.protocol");
        }
        return parsed;
    }

    /** An address of a gRPC server, with or without {@code http://} in front; null if it is none. */
    static @Nullable Endpoint grpc(String value) {
        return parse(value.contains("://") ? value : "http://" + value, true, false);
    }

    Endpoint onGrpcPort() {
        return new Endpoint(tls, host, GRPC_PORT, "");
    }

    private static @Nullable Endpoint parse(String value, boolean grpc, boolean base) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            return null;
        }
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if ((!tls && !"http".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
            return null;
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        if (port == 0 || port > 65_535) {
            return null;
        }
        return new Endpoint(tls, uri.getHost(), port, grpc ? "" : httpPath(uri, base));
    }

    private static String httpPath(URI uri, boolean base) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (base) {
            path = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + TRACES_PATH;
        }
        String query = uri.getRawQuery();
        return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** For messages: a password or a key in the address is nobody's business. */
    static String withoutSecrets(String value) {
        int question = value.indexOf('?');
        String shown = question < 0 ? value : value.substring(0, question) + "?***";
        int at = shown.lastIndexOf('@');
        int slashes = shown.indexOf("//");
        return at < 0 ? shown : (slashes < 0 ? "" : shown.substring(0, slashes + 2)) + shown.substring(at + 1);
    }

    public boolean isTls() {
        return tls;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** The path and query of a request over HTTP; empty for gRPC. */
    public String path() {
        return path;
    }

    /** Where metrics go if spans go here; null if this is an address for traces that says nothing about metrics. */
    public @Nullable Endpoint forMetrics() {
        int query = path.indexOf('?');
        String traces = query < 0 ? path : path.substring(0, query);
        if (!traces.endsWith(TRACES_PATH)) {
            return path.isEmpty() ? this : null;
        }
        String base = traces.substring(0, traces.length() - TRACES_PATH.length());
        return new Endpoint(tls, host, port, base + METRICS_PATH + (query < 0 ? "" : path.substring(query)));
    }

    /** The address of requests over HTTP; its query may hold a key, so no message shows it. */
    public String url() {
        return (tls ? "https://" : "http://") + host + ":" + port + path;
    }

    /** For messages. */
    @Override
    public String toString() {
        return withoutSecrets(url());
    }
}
