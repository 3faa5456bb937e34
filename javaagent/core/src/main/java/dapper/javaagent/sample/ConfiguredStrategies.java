// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.Endpoint;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.config.RemoteSamplingConfig;
import dapper.javaagent.resource.ResourceDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/** Connects to the configured remote-sampling server on behalf of this service. */
final class ConfiguredStrategies implements StrategySource.Factory {
    private static final int SERVICE_NAME_TEXT = 1 << 3 | 2;

    private final AgentConfig config;
    private final RemoteSamplingConfig remote;
    private final ClassLoader grpcLoader;

    /** @param grpcLoader sees gRPC and this package */
    ConfiguredStrategies(AgentConfig config, RemoteSamplingConfig remote, ClassLoader grpcLoader) {
        this.config = config;
        this.remote = remote;
        this.grpcLoader = grpcLoader;
    }

    /** By name, because this class and gRPC have different loaders in the agent's jar. */
    @Override
    public StrategySource connect() throws IOException {
        String service = ResourceDetector.detect(config).serviceName();
        try {
            return Class.forName("dapper.javaagent.grpc.GrpcStrategySource", true, grpcLoader)
                    .asSubclass(StrategySource.class)
                    .getConstructor(OtlpConfig.class, byte[].class)
                    .newInstance(address(), request(service));
        } catch (InvocationTargetException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IOException(e.toString(), e);
        }
    }

    private OtlpConfig address() {
        Endpoint endpoint = remote.endpoint();
        return endpoint == null ? config.otlp().overGrpc() : config.otlp().at(endpoint);
    }

    /** A message {@code SamplingStrategyParameters}. */
    static byte[] request(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(SERVICE_NAME_TEXT);
        int length = name.length;
        while (length > 0x7F) {
            message.write(length & 0x7F | 0x80);
            length >>>= 7;
        }
        message.write(length);
        message.write(name, 0, name.length);
        return message.toByteArray();
    }
}
