// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import com.google.protobuf.CodedInputStream;
import dapper.collector.strategies.Strategies;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Jaeger's {@code SamplingManager}, which agents and OpenTelemetry SDKs poll for their sampling strategy. */
final class SamplingService {
    private static final String SERVICE = "jaeger.api_v2.SamplingManager";
    private static final int SERVICE_NAME = 1;
    private static final int LARGEST_REQUEST = 64 * 1024;

    private static final MethodDescriptor<String, byte[]> GET_STRATEGY = MethodDescriptor.<String, byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(SERVICE + "/GetSamplingStrategy")
            .setRequestMarshaller(new ServiceNames())
            .setResponseMarshaller(new Answers())
            .build();

    private SamplingService() {}

    static ServerServiceDefinition define(Strategies strategies) {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(
                        GET_STRATEGY,
                        ServerCalls.asyncUnaryCall(
                                (String service, StreamObserver<byte[]> answer) -> answer(strategies, service, answer)))
                .build();
    }

    private static void answer(Strategies strategies, String service, StreamObserver<byte[]> answer) {
        answer.onNext(strategies.protobuf(service));
        answer.onCompleted();
    }

    /** Reads {@code SamplingStrategyParameters}. */
    private static final class ServiceNames implements MethodDescriptor.Marshaller<String> {
        @Override
        public String parse(InputStream message) {
            try {
                byte[] bytes = message.readNBytes(LARGEST_REQUEST + 1);
                if (bytes.length > LARGEST_REQUEST) {
                    throw Status.INVALID_ARGUMENT
                            .withDescription("a service's name of more than " + LARGEST_REQUEST + " bytes")
                            .asRuntimeException();
                }
                return serviceName(CodedInputStream.newInstance(bytes));
            } catch (IOException e) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("not a SamplingStrategyParameters message: " + e.getMessage())
                        .asRuntimeException();
            }
        }

        private static String serviceName(CodedInputStream in) throws IOException {
            String name = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == (SERVICE_NAME << 3 | 2)) {
                    name = in.readStringRequireUtf8();
                } else {
                    in.skipField(tag);
                }
            }
            return name;
        }

        @Override
        public InputStream stream(String name) {
            throw new UnsupportedOperationException("requests are only read");
        }
    }

    private static final class Answers implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            throw new UnsupportedOperationException("answers are only written");
        }
    }
}
