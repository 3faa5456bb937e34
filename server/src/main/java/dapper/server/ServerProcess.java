// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import dapper.server.auth.Tokens;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.tls.ClientCertificates;
import dapper.server.tls.Tls;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts that the servers of one process share: certificates, tokens, and the registry of metrics. A thread watches
 * the files until the end. Safe for many threads.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

    private static final Setting CORS_ORIGINS = new Setting(
            "dapper.http.cors-origins",
            "",
            "origins whose pages may call the HTTP ports from a browser, such as https://grafana.example, separated by commas; empty for none");

    /** A browser sends scheme, host and port only, so any other text would match no page. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/*?#\\s]+");

    private static final List<String> SERVERS = List.of("dapper.collector", "dapper.query");

    public static final List<Setting> SETTINGS = Stream.of(Tls.SETTINGS, Tokens.SETTINGS, List.of(CORS_ORIGINS))
            .flatMap(List::stream)
            .toList();

    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final Map<String, Refusals> refusals = new ConcurrentHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final WatchedFiles files = new WatchedFiles();
    private final @Nullable Tls tls;
    private final Tokens tokens;
    private final List<String> corsOrigins;

    /** A process without TLS and without tokens. */
    public ServerProcess() {
        this(new Settings(key -> null));
    }

    private ServerProcess(Settings settings) {
        this.tls = Tls.read(settings, files);
        this.tokens = Tokens.read(settings, files);
        this.corsOrigins = corsOrigins(settings);
        JvmMetrics.builder().register(metrics);
        if (tls != null) {
            if (tls.hasClientAuthorities() && SERVERS.stream().noneMatch(server -> asks(server, settings))) {
                LOG.warn("dapper.tls.client-ca has no effect: no server asks clients for a certificate"
                        + " (dapper.collector.client-certificates, dapper.query.client-certificates)");
            }
            GaugeWithCallback.builder()
                    .name("dapper_tls_certificate_not_after_seconds")
                    .help("End of the validity of the servers' certificate, in seconds since 1970.")
                    .callback(callback -> callback.call(tls.notAfterMillis() / 1e3))
                    .register(metrics);
        }
    }

    private static boolean asks(String server, Settings settings) {
        return ClientCertificates.read(settings, ClientCertificates.setting(server)) != ClientCertificates.NONE;
    }

    private static List<String> corsOrigins(Settings settings) {
        List<String> origins = settings.list(CORS_ORIGINS);
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new InvalidSettingException(CORS_ORIGINS.key() + " must list origins such as"
                        + " https://grafana.example, without a path and without *, not \"" + origin + "\"");
            }
        }
        return origins;
    }

    /** @throws InvalidSettingException for a file that cannot be used */
    public static ServerProcess start(Settings settings) {
        ServerProcess process = new ServerProcess(settings);
        process.files.start();
        return process;
    }

    /** Starts one with plain connections and without tokens. */
    public static ServerProcess startPlain() {
        ServerProcess process = new ServerProcess();
        process.files.start();
        return process;
    }

    /** Returns the metrics of all servers of the process and of its JVM. */
    public PrometheusRegistry metrics() {
        return metrics;
    }

    /** Returns the refusals of a server, on all its ports. */
    public Refusals refusals(String server) {
        return refusals.computeIfAbsent(server, name -> new Refusals(name, metrics, System::nanoTime));
    }

    /** Returns null for plain connections. */
    public @Nullable Tls tls() {
        return tls;
    }

    /**
     * Returns the same as {@link #tls}.
     *
     * @throws InvalidSettingException if clients are asked for certificates, but connections are plain
     */
    public @Nullable Tls tls(ClientCertificates asked) {
        if (tls == null && asked != ClientCertificates.NONE) {
            throw new InvalidSettingException(
                    "client certificates need TLS: set dapper.tls.certificate and dapper.tls.key");
        }
        return tls;
    }

    /** Returns {@code http} or {@code https}. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    public Tokens tokens() {
        return tokens;
    }

    /** Returns the files that are read again when they change. */
    public WatchedFiles files() {
        return files;
    }

    public List<String> corsOrigins() {
        return corsOrigins;
    }

    /** Called with the address of each server that is about to listen; warns once if it is open to a network. */
    public void opens(ListenAddress address) {
        boolean open = tls == null || !tokens.required();
        if (open && !address.isLoopback() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "{} listens beyond this machine {}: {} (dapper.tls.certificate, dapper.tokens.file)",
                    address.withPort(address.port()),
                    tls == null ? tokens.required() ? "without TLS" : "without TLS and tokens" : "without tokens",
                    tls == null && tokens.required()
                            ? "tokens and spans can be read on the network"
                            : "everybody on the network can send and read spans");
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
