// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The address of the collector. */
public final class Endpoint {
    private static final int GRPC_PORT = 4317;
    private static final int HTTP_PORT = 4318;
    static final String METRICS_PATH = "/v1/metrics";
    static final String TRACES_PATH = "/v1/traces";

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

    /** @param signalPath path of the signal below a base address, for HTTP */
    static Endpoint read(ConfigReader reader, String property, boolean grpc, String signalPath) {
        Endpoint standard = new Endpoint(false, "localhost", grpc ? GRPC_PORT : HTTP_PORT, grpc ? "" : signalPath);
        String value = reader.text(property);
        if (value == null) {
            return standard;
        }
        // Only the endpoint for all signals is a base; each signal adds its path.
        boolean base = property.equals("otel.exporter.otlp.endpoint");
        Endpoint parsed = parse(value, grpc, base ? signalPath : "");
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

    /** Parses the address of a gRPC server, with or without {@code http://} in front; null if it is invalid. */
    static @Nullable Endpoint grpc(String value) {
        return parse(value.contains("://") ? value : "http://" + value, true, "");
    }

    Endpoint onGrpcPort() {
        return new Endpoint(tls, host, GRPC_PORT, "");
    }

    /** Over HTTP on the usual port of the same host. */
    Endpoint onHttpPortForMetrics() {
        return new Endpoint(tls, host, HTTP_PORT, METRICS_PATH);
    }

    private static @Nullable Endpoint parse(String value, boolean grpc, String pathUnderBase) {
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
        return new Endpoint(tls, uri.getHost(), port, grpc ? "" : httpPath(uri, pathUnderBase));
    }

    private static String httpPath(URI uri, String pathUnderBase) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (!pathUnderBase.isEmpty()) {
            path = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + pathUnderBase;
        }
        String query = uri.getRawQuery();
        return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** Removes secrets for messages: the address may contain a password or a key. */
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

    /**
     * The endpoint of metrics if spans go here; null if this is an address for traces from which none can be derived.
     */
    @Nullable
    Endpoint forMetrics() {
        int query = path.indexOf('?');
        String traces = query < 0 ? path : path.substring(0, query);
        if (!traces.endsWith(TRACES_PATH)) {
            return path.isEmpty() ? this : null;
        }
        String base = traces.substring(0, traces.length() - TRACES_PATH.length());
        return new Endpoint(tls, host, port, base + METRICS_PATH + (query < 0 ? "" : path.substring(query)));
    }

    /** Returns whether host, port and TLS are the same. */
    public boolean isSameServer(Endpoint other) {
        return tls == other.tls && port == other.port && host.equals(other.host);
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
