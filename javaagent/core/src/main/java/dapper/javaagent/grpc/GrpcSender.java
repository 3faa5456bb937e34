// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.Endpoint;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.OtlpRequest;
import dapper.javaagent.export.Sender;
import dapper.javaagent.export.Signal;
import dapper.javaagent.export.Tls;
import dapper.javaagent.export.UnusableCertificateException;
import io.grpc.CallOptions;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.internal.DnsNameResolverProvider;
import io.grpc.internal.PickFirstLoadBalancerProvider;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** OTLP over gRPC: one connection, one request at a time, and no retries beside our own. */
public final class GrpcSender implements Sender {
    private static final MethodDescriptor<OtlpRequest, ExportResult> EXPORT_TRACES = export(Signal.TRACES);
    private static final MethodDescriptor<OtlpRequest, ExportResult> EXPORT_METRICS = export(Signal.METRICS);

    private static final int MAX_RESPONSE = 1 << 18;
    private static final long CLOSE_MILLIS = 500;

    private final OtlpConfig config;
    private final ThreadPoolExecutor transportThreads;
    private final ScheduledThreadPoolExecutor timer;
    private final ManagedChannel channel;

    public GrpcSender(OtlpConfig config) throws UnusableCertificateException {
        this.config = config;
        // A connection's reader needs a thread of its own, the rest is short: one or two in all. There is no bound,
        // because a channel whose task is refused fails for good.
        this.transportThreads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new AgentThreads("dapper-grpc"));
        this.timer = new ScheduledThreadPoolExecutor(1, new AgentThreads("dapper-grpc-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.channel = channel();
    }

    private static MethodDescriptor<OtlpRequest, ExportResult> export(Signal signal) {
        return MethodDescriptor.<OtlpRequest, ExportResult>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(signal.method())
                .setRequestMarshaller(new RequestMarshaller())
                .setResponseMarshaller(new ResponseMarshaller())
                .build();
    }

    private ManagedChannel channel() throws UnusableCertificateException {
        // Not left to service loading: relocated into the agent's class loader, it may find nothing.
        NameResolverRegistry.getDefaultRegistry().register(new DnsNameResolverProvider());
        LoadBalancerRegistry.getDefaultRegistry().register(new PickFirstLoadBalancerProvider());
        Endpoint endpoint = config.endpoint();
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forTarget(
                        "dns:///" + endpoint.host() + ":" + endpoint.port())
                .executor(transportThreads)
                .offloadExecutor(transportThreads)
                .transportExecutor(transportThreads)
                .scheduledExecutorService(timer)
                .maxInboundMessageSize(MAX_RESPONSE)
                .userAgent("Dapper-OTLP-Exporter-Java/" + AgentVersion.get())
                .disableServiceConfigLookUp()
                .disableRetry();
        if (endpoint.isTls()) {
            builder.useTransportSecurity().sslSocketFactory(Tls.socketFactory(config));
        } else {
            builder.usePlaintext();
        }
        if (!config.headers().isEmpty()) {
            builder.intercept(MetadataUtils.newAttachHeadersInterceptor(metadata(config.headers())));
        }
        return builder.build();
    }

    private static Metadata metadata(Map<String, String> headers) {
        Metadata metadata = new Metadata();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            metadata.put(Metadata.Key.of(header.getKey(), Metadata.ASCII_STRING_MARSHALLER), header.getValue());
        }
        return metadata;
    }

    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        // Our own back-off decides when to connect again; the channel's grows to minutes.
        channel.resetConnectBackoff();
        try {
            return ClientCalls.blockingUnaryCall(
                    channel, signal == Signal.TRACES ? EXPORT_TRACES : EXPORT_METRICS, options(), request);
        } catch (StatusRuntimeException e) {
            return failure(e);
        }
    }

    private CallOptions options() {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(config.timeoutMillis(), TimeUnit.MILLISECONDS);
        return config.isGzip() ? options.withCompression("gzip") : options;
    }

    private ExportResult failure(StatusRuntimeException e) {
        Status status = e.getStatus();
        String message = GrpcFailures.describe(status, config);
        if (GrpcFailures.isUnreachable(status)) {
            return ExportResult.unreachable(message);
        }
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            // The connection may lead nowhere by now. A new one costs little and finds out.
            channel.enterIdle();
        }
        if (status.getCode() == Status.Code.UNIMPLEMENTED) {
            return ExportResult.unsupported(message);
        }
        long retryAfter = GrpcFailures.retryAfterMillis(e.getTrailers());
        return GrpcFailures.isRetryable(status, retryAfter)
                ? ExportResult.retry(retryAfter, message)
                : ExportResult.rejected(message);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            // It needs its threads for that. An interrupt only meant the request that was waited for.
            Thread.interrupted();
            channel.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        transportThreads.shutdown();
    }
}
