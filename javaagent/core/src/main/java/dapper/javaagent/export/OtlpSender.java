// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.OtlpConfig;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Sends OTLP over gRPC or HTTP, as configured. The connection is made with the first request: gRPC and TLS load more
 * than a thousand classes, a cost that an application should not pay while it starts or if it ends without a span.
 * Metrics use the same connection, unless the operator configured another server for them.
 */
public final class OtlpSender implements Sender {
    private final AgentConfig settings;
    private final OtlpConfig config;
    private final ClassLoader grpcLoader;
    private @Nullable Sender spans;
    private @Nullable OtlpConfig metricsConfig;
    private @Nullable Sender metrics;

    /** @param grpcLoader sees gRPC and this package */
    public OtlpSender(AgentConfig settings, ClassLoader grpcLoader) {
        this.settings = settings;
        this.config = settings.otlp();
        this.grpcLoader = grpcLoader;
    }

    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        Sender ready;
        try {
            ready = signal == Signal.METRICS ? forMetrics() : forSpans();
        } catch (Throwable e) {
            // The heap may be full right now, or no thread can be started: the next attempt tries again.
            return ExportResult.retry(-1, "the exporter cannot start: " + e);
        }
        return ready == null
                ? ExportResult.unsupported(config.endpoint() + " is for traces only")
                : ready.send(signal, request);
    }

    private Sender forSpans() throws Throwable {
        Sender ready = spans;
        if (ready == null) {
            ready = newSender(config);
            spans = ready;
        }
        return ready;
    }

    /** Null if metrics are not exported. */
    private @Nullable Sender forMetrics() throws Throwable {
        Sender ready = metrics;
        if (ready == null) {
            OtlpConfig target = settings.otlpForMetrics();
            if (target == null) {
                return null;
            }
            metricsConfig = target;
            ready = target.sharesConnection(config) ? beside(forSpans(), target) : newSender(target);
            metrics = ready;
        }
        return ready;
    }

    private static Sender beside(Sender spans, OtlpConfig target) {
        return spans instanceof HttpSender ? ((HttpSender) spans).beside(target) : spans;
    }

    private Sender newSender(OtlpConfig config) throws Throwable {
        try {
            return config.isGrpc() ? newGrpcSender(config) : new HttpSender(config);
        } catch (UnusableCertificateException e) {
            return new RefusingSender(String.valueOf(e.getMessage()));
        }
    }

    /** By name, because this class and gRPC have different loaders in the agent's jar. */
    private Sender newGrpcSender(OtlpConfig config) throws Throwable {
        try {
            return Class.forName("dapper.javaagent.grpc.GrpcSender", true, grpcLoader)
                    .asSubclass(Sender.class)
                    .getConstructor(OtlpConfig.class)
                    .newInstance(config);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public boolean hasOwnServer(Signal signal) {
        return signal == Signal.METRICS
                && metricsConfig != null
                && !metricsConfig.endpoint().isSameServer(config.endpoint());
    }

    @Override
    public void close() {
        if (spans != null) {
            spans.close();
        }
        if (metrics != null) {
            metrics.close();
        }
    }
}
