// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.export.Bytes;
import dapper.javaagent.export.UnusableCertificateException;
import dapper.javaagent.sample.StrategySource;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Jaeger's {@code SamplingManager} over gRPC, on a connection of its own. */
public final class GrpcStrategySource implements StrategySource {
    private static final MethodDescriptor<byte[], byte[]> GET_STRATEGY = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("jaeger.api_v2.SamplingManager/GetSamplingStrategy")
            .setRequestMarshaller(new Messages())
            .setResponseMarshaller(new Messages())
            .build();

    private final OtlpConfig config;
    private final byte[] request;
    private final GrpcConnection connection;

    /**
     * @param config the server and its connection settings
     * @param request a message {@code SamplingStrategyParameters}
     */
    public GrpcStrategySource(OtlpConfig config, byte[] request) throws UnusableCertificateException {
        this.config = config;
        this.request = request;
        this.connection = new GrpcConnection(config);
    }

    @Override
    public byte[] fetch() throws IOException {
        try {
            return connection.call(GET_STRATEGY, request);
        } catch (StatusRuntimeException e) {
            throw new IOException(GrpcFailures.describe(e.getStatus(), config), e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private static final class Messages implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return Bytes.readAll(message, Integer.MAX_VALUE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
