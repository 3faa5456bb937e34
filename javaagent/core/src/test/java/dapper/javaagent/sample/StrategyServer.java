// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A server of sampling strategies on a real port: answers every poll with the same bytes, or with an error. */
final class StrategyServer implements AutoCloseable {
    /** A message without known fields keeps all the bytes it was read from. */
    private static final MethodDescriptor.Marshaller<Empty> ANY_MESSAGE =
            ProtoUtils.marshaller(Empty.getDefaultInstance());

    private static final MethodDescriptor<Empty, Empty> GET_STRATEGY = MethodDescriptor.newBuilder(
                    ANY_MESSAGE, ANY_MESSAGE)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("jaeger.api_v2.SamplingManager/GetSamplingStrategy")
            .build();

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Metadata> metadata = new CopyOnWriteArrayList<>();

    /** In hexadecimal digits; empty for an error. */
    volatile String answer;

    private final Server server;
    private final String endpoint;

    StrategyServer(String answer) throws IOException {
        this.answer = answer;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .intercept(new KeepMetadata())
                .addService(ServerServiceDefinition.builder("jaeger.api_v2.SamplingManager")
                        .addMethod(GET_STRATEGY, ServerCalls.asyncUnaryCall((request, observer) -> {
                            requests.add(HexFormat.of().formatHex(request.toByteArray()));
                            if (this.answer.isEmpty()) {
                                observer.onError(Status.UNAVAILABLE
                                        .withDescription("not now")
                                        .asRuntimeException());
                            } else {
                                observer.onNext(message(this.answer));
                                observer.onCompleted();
                            }
                        }))
                        .build())
                .build()
                .start();
        this.endpoint = "http://127.0.0.1:" + server.getPort();
    }

    private static Empty message(String hexadecimal) {
        try {
            return Empty.parseFrom(HexFormat.of().parseHex(hexadecimal));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return endpoint;
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

    private final class KeepMetadata implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            metadata.add(headers);
            return next.startCall(call, headers);
        }
    }
}
