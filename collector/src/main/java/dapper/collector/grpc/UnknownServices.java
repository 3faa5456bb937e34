// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of services that the collector does not have, above all OTLP's logs, with a message that helps the
 * user.
 */
final class UnknownServices extends HandlerRegistry {
    private static final MethodDescriptor.Marshaller<InputStream> UNREAD = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(InputStream message) {
            return message;
        }

        @Override
        public InputStream parse(InputStream ignoredMessage) {
            return new ByteArrayInputStream(new byte[0]);
        }
    };

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String ignoredAuthority) {
        MethodDescriptor<InputStream, InputStream> method = MethodDescriptor.newBuilder(UNREAD, UNREAD)
                .setFullMethodName(methodName)
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .build();
        return ServerMethodDefinition.create(method, (call, headers) -> {
            call.close(
                    Status.UNIMPLEMENTED.withDescription("this collector takes traces and metrics of calls, not "
                            + methodName + "; turn off the sender's other exporters"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        });
    }
}
