// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.OtlpRequest;
import dapper.javaagent.export.Sender;
import dapper.javaagent.export.Signal;
import dapper.javaagent.export.UnusableCertificateException;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** OTLP over gRPC: one connection, one request at a time, without retries of gRPC's own. */
public final class GrpcSender implements Sender {
    private static final MethodDescriptor<OtlpRequest, ExportResult> EXPORT_TRACES = export(Signal.TRACES);
    private static final MethodDescriptor<OtlpRequest, ExportResult> EXPORT_METRICS = export(Signal.METRICS);

    private final OtlpConfig config;
    private final GrpcConnection connection;

    public GrpcSender(OtlpConfig config) throws UnusableCertificateException {
        this.config = config;
        this.connection = new GrpcConnection(config);
    }

    private static MethodDescriptor<OtlpRequest, ExportResult> export(Signal signal) {
        return MethodDescriptor.<OtlpRequest, ExportResult>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(signal.method())
                .setRequestMarshaller(new RequestMarshaller())
                .setResponseMarshaller(new ResponseMarshaller())
                .build();
    }

    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        try {
            return connection.call(signal == Signal.TRACES ? EXPORT_TRACES : EXPORT_METRICS, request);
        } catch (StatusRuntimeException e) {
            return failure(e);
        }
    }

    private ExportResult failure(StatusRuntimeException e) {
        Status status = e.getStatus();
        String message = GrpcFailures.describe(status, config);
        if (GrpcFailures.isUnreachable(status)) {
            return ExportResult.unreachable(message);
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
        connection.close();
    }
}
