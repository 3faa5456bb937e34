// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import com.google.protobuf.CodedInputStream;
import dapper.collector.strategies.Strategies;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;

/** Jaeger's {@code SamplingManager}, which agents and OpenTelemetry SDKs poll for their sampling strategy. */
final class SamplingService {
    private static final String SERVICE = "jaeger.api_v2.SamplingManager";
    private static final int SERVICE_NAME_TEXT = 1 << 3 | 2;
    private static final int LARGEST_REQUEST = 64 * 1024;

    private static final MethodDescriptor<byte[], byte[]> GET_STRATEGY = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(SERVICE + "/GetSamplingStrategy")
            .setRequestMarshaller(new Messages())
            .setResponseMarshaller(new Messages())
            .build();

    private final Strategies strategies;

    private SamplingService(Strategies strategies) {
        this.strategies = strategies;
    }

    /** @param closing runs what closes a call that was refused while its request arrived */
    static ServerServiceDefinition define(Strategies strategies, Executor closing) {
        ServerCallHandler<byte[], byte[]> answering =
                ServerCalls.asyncUnaryCall(new SamplingService(strategies)::answer);
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(GET_STRATEGY, (call, headers) -> {
                    ArrivingRequest.current().begin(refused -> closing.execute(() -> ExportCall.close(call, refused)));
                    return answering.startCall(call, headers);
                })
                .build();
    }

    /** Reads the request here and not in the marshaller: gRPC would log each failure there with a stack trace. */
    private void answer(byte[] request, StreamObserver<byte[]> answer) {
        if (!ArrivingRequest.current().arrived()) {
            return;
        }
        String service;
        try {
            service = serviceName(request);
        } catch (IOException e) {
            answer.onError(Status.INVALID_ARGUMENT
                    .withDescription("not a SamplingStrategyParameters message: " + e.getMessage())
                    .asRuntimeException());
            return;
        }
        answer.onNext(strategies.protobuf(service));
        answer.onCompleted();
    }

    /** Returns the service name in a message {@code SamplingStrategyParameters}. */
    private static String serviceName(byte[] request) throws IOException {
        if (request.length > LARGEST_REQUEST) {
            throw new IOException("it has more than " + LARGEST_REQUEST + " bytes");
        }
        CodedInputStream in = CodedInputStream.newInstance(request);
        String name = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == SERVICE_NAME_TEXT) {
                name = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        return name;
    }

    private static final class Messages implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readNBytes(LARGEST_REQUEST + 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
