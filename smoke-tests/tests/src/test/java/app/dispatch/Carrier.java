// SPDX-License-Identifier: Apache-2.0
package app.dispatch;

import com.google.protobuf.StringValue;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;

/** A gRPC server that collects parcels: {@code java ... app.dispatch.Carrier}. */
public final class Carrier {
    private static final String SERVICE = "dispatch.Carrier";

    static final MethodDescriptor<StringValue, StringValue> COLLECT =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Collect"))
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    private Carrier() {}

    public static void main(String[] args) throws Exception {
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder(SERVICE)
                        .addMethod(COLLECT, ServerCalls.asyncUnaryCall(Carrier::collect))
                        .build())
                .build()
                .start();
        System.out.println("ready on port " + server.getPort());
        server.awaitTermination();
    }

    private static void collect(StringValue address, StreamObserver<StringValue> answer) {
        answer.onNext(StringValue.of("tomorrow at " + address.getValue()));
        answer.onCompleted();
    }
}
