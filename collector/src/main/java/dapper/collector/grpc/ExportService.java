// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.BodyReader;
import dapper.collector.pipeline.CollectorMetrics;
import dapper.collector.pipeline.Pipeline;
import dapper.collector.pipeline.RefusedException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;

/**
 * OTLP's TraceService. The generated one would build the request's messages before anybody can say no; this one reads
 * its bytes under admission.
 */
final class ExportService implements ServerCallHandler<IncomingBody, ExportTraceServiceResponse> {
    private final Pipeline pipeline;
    private final Admission admission;
    private final CollectorMetrics metrics;

    private ExportService(Pipeline pipeline, Admission admission, CollectorMetrics metrics) {
        this.pipeline = pipeline;
        this.admission = admission;
        this.metrics = metrics;
    }

    static ServerServiceDefinition define(
            Pipeline pipeline, Admission admission, BodyReader reader, CollectorMetrics metrics) {
        MethodDescriptor<IncomingBody, ExportTraceServiceResponse> export =
                TraceServiceGrpc.getExportMethod().toBuilder(
                                new BodyMarshaller(admission, reader),
                                ProtoUtils.marshaller(ExportTraceServiceResponse.getDefaultInstance()))
                        .build();
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(TraceServiceGrpc.SERVICE_NAME)
                        .addMethod(export)
                        .build())
                .addMethod(export, new ExportService(pipeline, admission, metrics))
                .build();
    }

    @Override
    public ServerCall.Listener<IncomingBody> startCall(
            ServerCall<IncomingBody, ExportTraceServiceResponse> call, Metadata headers) {
        if (admission.full()) {
            // Refused unread: what is not asked for stays within the window of HTTP/2's flow control.
            RefusedException refused = admission.overloaded();
            metrics.answered(ExportCall.TRANSPORT, refused, 0);
            ExportCall.close(call, refused);
            return new ServerCall.Listener<>() {};
        }
        call.request(1);
        return new ExportCall(call, pipeline, metrics);
    }
}
