// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import com.google.protobuf.Message;
import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.Intake;
import dapper.collector.pipeline.Intakes;
import dapper.collector.pipeline.RefusedException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoUtils;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.concurrent.Executor;

/**
 * OTLP's TraceService and MetricsService. The generated ones would build the request's messages before a request can be
 * refused; this one reads its bytes under admission.
 */
final class ExportService implements ServerCallHandler<IncomingBody, Message> {
    private final Intake intake;
    private final Admission admission;
    private final Executor closing;

    private ExportService(Intake intake, Admission admission, Executor closing) {
        this.intake = intake;
        this.admission = admission;
        this.closing = closing;
    }

    static ServerServiceDefinition traces(Intakes intakes, Executor closing) {
        return define(
                TraceServiceGrpc.getExportMethod(),
                ExportTraceServiceResponse.getDefaultInstance(),
                new ExportService(intakes.traces(), intakes.admission(), closing),
                new BodyMarshaller(intakes.admission(), intakes.reader()));
    }

    static ServerServiceDefinition metrics(Intakes intakes, Executor closing) {
        return define(
                MetricsServiceGrpc.getExportMethod(),
                ExportMetricsServiceResponse.getDefaultInstance(),
                new ExportService(intakes.metrics(), intakes.admission(), closing),
                new BodyMarshaller(intakes.admission(), intakes.reader()));
    }

    private static ServerServiceDefinition define(
            MethodDescriptor<?, ?> generated, Message response, ExportService service, BodyMarshaller bodies) {
        MethodDescriptor<IncomingBody, Message> export =
                generated.toBuilder(bodies, ProtoUtils.marshaller(response)).build();
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(export.getServiceName())
                        .addMethod(export)
                        .build())
                .addMethod(export, service)
                .build();
    }

    @Override
    public ServerCall.Listener<IncomingBody> startCall(ServerCall<IncomingBody, Message> call, Metadata headers) {
        if (admission.full()) {
            // Refused unread: data that is not requested stays within HTTP/2's flow control window.
            RefusedException refused = admission.overloaded();
            intake.answered(ExportCall.TRANSPORT, refused, 0);
            ExportCall.close(call, refused);
            return new ServerCall.Listener<>() {};
        }
        ServerCall.Listener<IncomingBody> listener = new ExportCall(call, intake, ArrivingRequest.current(), closing);
        call.request(1);
        return listener;
    }
}
