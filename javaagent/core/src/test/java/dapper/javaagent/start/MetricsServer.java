// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** OTLP's metrics service for an {@link OtlpServer}; keeps all requests: reports of the agent, and the others. */
final class MetricsServer extends MetricsServiceGrpc.MetricsServiceImplBase {
    final List<ExportMetricsServiceRequest> requests = new CopyOnWriteArrayList<>();

    /** Requests with the metrics of calls. */
    final List<ExportMetricsServiceRequest> calls = new CopyOnWriteArrayList<>();

    /** The failure of every request, null for none. */
    volatile Status failure;

    @Override
    public void export(
            ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> responseObserver) {
        boolean report = request.getResourceMetrics(0)
                .getScopeMetrics(0)
                .getScope()
                .getName()
                .equals("dapper.agent");
        (report ? requests : calls).add(request);
        Status failed = failure;
        if (failed != null) {
            responseObserver.onError(failed.asRuntimeException());
            return;
        }
        responseObserver.onNext(ExportMetricsServiceResponse.getDefaultInstance());
        responseObserver.onCompleted();
    }
}
