// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.OtlpRequest;
import dapper.javaagent.export.Sender;
import dapper.javaagent.export.Signal;
import dapper.javaagent.export.Tls;
import dapper.javaagent.export.UnusableCertificateException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** OTLP over gRPC: one connection, one request at a time, and no retries beside our own. */
public final class GrpcSender implements Sender {
    private static final MethodDescriptor<OtlpRequest, ExportResult> EXPORT_TRACES = export(Signal.TRACES);
    private static final MethodDescriptor<OtlpRequest, ExportResult> EXPORT_METRICS = export(Signal.METRICS);

    private final OtlpConfig config;
    private final @Nullable SSLSocketFactory tls;
    private @Nullable GrpcConnection connection;

    public GrpcSender(OtlpConfig config) throws UnusableCertificateException {
        this.config = config;
        this.tls = config.endpoint().isTls() ? Tls.socketFactory(config) : null;
    }

    private static MethodDescriptor<OtlpRequest, ExportResult> export(Signal signal) {
        return MethodDescriptor.<OtlpRequest, ExportResult>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(signal.method())
                .setRequestMarshaller(new RequestMarshaller())
                .setResponseMarshaller(new ResponseMarshaller())
                .build();
    }

    private ManagedChannel channel() {
        GrpcConnection open = connection;
        if (open == null) {
            open = new GrpcConnection(config, tls);
            connection = open;
        }
        return open.channel();
    }

    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        boolean usable = false;
        try {
            ManagedChannel channel = channel();
            // Our own back-off decides when to connect again; the channel's grows to minutes.
            channel.resetConnectBackoff();
            ExportResult result = ClientCalls.blockingUnaryCall(
                    channel, signal == Signal.TRACES ? EXPORT_TRACES : EXPORT_METRICS, options(), request);
            usable = true;
            return result;
        } catch (StatusRuntimeException e) {
            usable = !GrpcFailures.isBroken(e.getStatus());
            return failure(e);
        } finally {
            if (!usable) {
                close();
            }
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
            channel().enterIdle();
        }
        if (status.getCode() == Status.Code.UNIMPLEMENTED) {
            return ExportResult.unsupported(message);
        }
        long retryAfter = GrpcFailures.retryAfterMillis(e.getTrailers());
        return GrpcFailures.isRetryable(status, retryAfter)
                ? ExportResult.retry(retryAfter, message)
                : ExportResult.rejected(message);
    }

    /** The next request opens a new connection. */
    @Override
    public void close() {
        GrpcConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
