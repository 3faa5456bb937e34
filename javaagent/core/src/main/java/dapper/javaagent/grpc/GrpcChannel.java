// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.Endpoint;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.export.AgentThreads;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.NameResolverRegistry;
import io.grpc.internal.DnsNameResolverProvider;
import io.grpc.internal.PickFirstLoadBalancerProvider;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.Closeable;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A channel to the collector with the few threads it needs. */
final class GrpcChannel implements Closeable {
    private static final int MAX_RESPONSE = 1 << 18;
    private static final long CLOSE_MILLIS = 500;

    private final ThreadPoolExecutor transportThreads;
    private final ScheduledThreadPoolExecutor timer;
    private final ChannelSockets sockets;
    private final ManagedChannel channel;

    /** @param tls null for an endpoint without TLS */
    GrpcChannel(OtlpConfig config, @Nullable SSLSocketFactory tls) {
        // A connection's reader needs a thread of its own, other tasks are short: one or two threads total. There is no
        // bound, because a channel whose task is refused fails for good.
        this.transportThreads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new AgentThreads("dapper-grpc"));
        this.timer = new ScheduledThreadPoolExecutor(1, new AgentThreads("dapper-grpc-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.sockets = new ChannelSockets(config.timeoutMillis(), tls != null);
        this.channel = channel(config, tls);
    }

    private ManagedChannel channel(OtlpConfig config, @Nullable SSLSocketFactory tls) {
        // Registered explicitly: after relocation into the agent's class loader, service loading may find nothing.
        NameResolverRegistry.getDefaultRegistry().register(new DnsNameResolverProvider());
        LoadBalancerRegistry.getDefaultRegistry().register(new PickFirstLoadBalancerProvider());
        Endpoint endpoint = config.endpoint();
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forTarget(
                        "dns:///" + endpoint.host() + ":" + endpoint.port())
                .executor(transportThreads)
                .offloadExecutor(transportThreads)
                .transportExecutor(transportThreads)
                .scheduledExecutorService(timer)
                .socketFactory(sockets)
                .maxInboundMessageSize(MAX_RESPONSE)
                .userAgent("Dapper-OTLP-Exporter-Java/" + AgentVersion.get())
                .disableServiceConfigLookUp()
                .disableRetry();
        if (tls == null) {
            builder.usePlaintext();
        } else {
            builder.useTransportSecurity().sslSocketFactory(tls);
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

    ManagedChannel get() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            // The channel needs its threads to close. An interrupt was only meant for the pending request.
            Thread.interrupted();
            channel.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.closeNewest();
        timer.shutdownNow();
        transportThreads.shutdown();
    }
}
