// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An OTLP receiver that answers immediately and only counts: prints its port, then the number of spans so far for each
 * line of its standard input, and exits at the end of the input.
 */
public final class Sink {
    private Sink() {}

    public static void main(String[] arguments) throws Exception {
        AtomicLong spans = new AtomicLong();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .maxInboundMessageSize(64 << 20)
                .addService(new Traces(spans))
                .addService(new Metrics())
                .build()
                .start();
        System.out.println(server.getPort());
        while (System.in.read() >= 0) {
            System.out.println(spans.get());
        }
        server.shutdownNow();
    }

    private static final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
        private final AtomicLong spans;

        Traces(AtomicLong spans) {
            this.spans = spans;
        }

        @Override
        public void export(
                ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> responseObserver) {
            responseObserver.onNext(ExportTraceServiceResponse.getDefaultInstance());
            responseObserver.onCompleted();
            for (ResourceSpans resource : request.getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    spans.addAndGet(scope.getSpansCount());
                }
            }
        }
    }

    private static final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
        @Override
        public void export(
                ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> responseObserver) {
            responseObserver.onNext(ExportMetricsServiceResponse.getDefaultInstance());
            responseObserver.onCompleted();
        }
    }
}
