// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A server of sampling strategies on a real port: answers every poll with the same bytes, or with an error. */
final class StrategyServer implements AutoCloseable {
    private static final MethodDescriptor<byte[], byte[]> GET_STRATEGY = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("jaeger.api_v2.SamplingManager/GetSamplingStrategy")
            .setRequestMarshaller(new Raw())
            .setResponseMarshaller(new Raw())
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
                            requests.add(HexFormat.of().formatHex(request));
                            if (this.answer.isEmpty()) {
                                observer.onError(Status.UNAVAILABLE
                                        .withDescription("not now")
                                        .asRuntimeException());
                            } else {
                                observer.onNext(HexFormat.of().parseHex(this.answer));
                                observer.onCompleted();
                            }
                        }))
                        .build())
                .build()
                .start();
        this.endpoint = "http://127.0.0.1:" + server.getPort();
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

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
