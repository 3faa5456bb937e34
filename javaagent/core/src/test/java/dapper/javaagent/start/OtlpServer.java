// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A real OTLP/gRPC server on a real port that keeps all requests and sends the configured responses. */
public final class OtlpServer extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {
    private static final Context.Key<Metadata> METADATA = Context.key("metadata");

    public final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    public final List<Metadata> metadata = new CopyOnWriteArrayList<>();
    /** Responses to the next requests; afterwards every request succeeds. */
    public final BlockingQueue<Consumer<StreamObserver<ExportTraceServiceResponse>>> answers =
            new LinkedBlockingQueue<>();

    private final Server server;

    public OtlpServer() throws IOException {
        this(0, builder -> {});
    }

    public OtlpServer(int port, Consumer<NettyServerBuilder> settings) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(this)
                .intercept(new KeepMetadata());
        settings.accept(builder);
        server = builder.build().start();
    }

    public int port() {
        return server.getPort();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> responseObserver) {
        Consumer<StreamObserver<ExportTraceServiceResponse>> answer = answers.poll();
        metadata.add(METADATA.get());
        requests.add(request);
        if (answer != null) {
            answer.accept(responseObserver);
            return;
        }
        responseObserver.onNext(ExportTraceServiceResponse.getDefaultInstance());
        responseObserver.onCompleted();
    }

    /** The spans of all requests, in the order received. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (ExportTraceServiceRequest request : requests) {
            for (ResourceSpans resource : request.getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    spans.addAll(scope.getSpansList());
                }
            }
        }
        return spans;
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class KeepMetadata implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            return Contexts.interceptCall(Context.current().withValue(METADATA, headers), call, headers, next);
        }
    }
}
